import { definePartition, type ClosedPart, type ConnectorContext, type Part } from '@headless-pmo/sdk'
import { SAVE_AS_XML } from '../mspdi/plan-file-error.ts'
import { Config } from '../config.ts'
import { fileAddress, folderAddress, namesFile } from './file-address.ts'
import { filesBelow, type ListedFile } from './folder-listing.ts'

/** Where a plan is, and its version where the listing told. */
export interface PlanFile {
  readonly address: string
  readonly etag?: string
  /** Address that may be shown: of web files, without query. */
  readonly shown?: string
}

/** One part per plan file, named by its path within its folder. */
export const plans = definePartition<Config, PlanFile>(Config, listPlans)

/**
 * Lists the plans. A folder that cannot be listed makes the whole listing fail, after the others, so that
 * its plans do not look as if they were gone.
 */
export async function* listPlans(
  context: ConnectorContext<Config>,
): AsyncIterable<Part<PlanFile> | ClosedPart> {
  const taken = new Set<string>()
  const unreadable: unknown[] = []
  for (const path of context.config.files) {
    if (namesFile(path))
      yield partOf({ path: lastStep(path), address: fileAddress(path) }, lastStep(parentOf(path)), taken)
    else {
      try {
        yield* listFolder(context, path, taken)
      } catch (error) {
        unreadable.push(error)
      }
    }
  }
  for (const url of context.config.urls) yield webPart(url, taken)
  if (unreadable.length > 0) throw unreadable[0]
}

async function* listFolder(
  context: ConnectorContext<Config>,
  folder: string,
  taken: Set<string>,
): AsyncIterable<Part<PlanFile> | ClosedPart> {
  const files: ListedFile[] = []
  for await (const file of filesBelow(context, folderAddress(folder))) files.push(file)
  const xml = new Set(files.filter(({ path }) => isXml(path)).map(({ path }) => stem(path)))
  for (const file of files) {
    // A binary plan beside its XML form is the planner's own working file: nothing is missing.
    if (isXml(file.path) || (isBinary(file.path) && !xml.has(stem(file.path)))) {
      yield partOf(file, lastStep(folder.replace(/[\\/]+$/, '')), taken)
    }
  }
}

/** `folder` is the name that tells two files of one path apart; whole paths would differ between machines. */
function partOf(file: ListedFile, folder: string, taken: Set<string>): Part<PlanFile> | ClosedPart {
  const key = unique([file.path, `${folder}/${file.path}`], taken)
  const title = lastStep(file.path)
  if (isBinary(file.path)) {
    return {
      key,
      title,
      problem: 'invalid',
      message: `The plan "${file.path}" is a binary Microsoft Project file; ${SAVE_AS_XML}.`,
    }
  }
  const { address, etag } = file
  return { key, title, data: { address, ...(etag === undefined ? {} : { etag }) } }
}

function webPart(url: string, taken: Set<string>): Part<PlanFile> {
  const { host, pathname, origin } = new URL(url)
  return {
    key: unique([host + decode(pathname)], taken),
    title: lastStep(decode(pathname)) || host,
    data: { address: url, shown: origin + pathname },
  }
}

/**
 * The first name that is free; else the last with a number. `#` parts the key from the rest of a ref, so a
 * key has none.
 */
function unique(names: readonly string[], taken: Set<string>): string {
  const keys = names.map((name) => name.replaceAll('\\', '/').replaceAll('#', '%23'))
  const last = keys.at(-1) ?? ''
  let key = keys.find((name) => !taken.has(name))
  for (let count = 2; key === undefined; count++) {
    if (!taken.has(`${last} (${count})`)) key = `${last} (${count})`
  }
  taken.add(key)
  return key
}

const isXml = (path: string): boolean => /\.xml$/i.test(path)
const isBinary = (path: string): boolean => /\.mp[pt]$/i.test(path)
const stem = (path: string): string => path.replace(/\.[^./]+$/, '').toLowerCase()
const parentOf = (path: string): string => path.replace(/[\\/]?[^\\/]*$/, '')
const lastStep = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
