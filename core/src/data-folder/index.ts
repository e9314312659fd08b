/**
 * Who owns a data folder: one process at a time, which tells there where it answers.
 * @module
 */
export { folderOwner, lockFolder, type FolderLock, type FolderOwner } from './folder-lock.ts'
