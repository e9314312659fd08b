import { extname } from 'node:path'

/**
 * A module of ours that runs as a process: published packages hold JavaScript, the repository TypeScript.
 * @param stem absolute path without its ending
 */
export const processFile = (stem: string): string => `${stem}${extname(import.meta.filename)}`
