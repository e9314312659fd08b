import type { ConnectorContext, ProbeResult, Scope } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { XmlDecoder } from '../mspdi/decode-text.ts'
import { PlanFileError } from '../mspdi/plan-file-error.ts'
import { PlanParser } from '../mspdi/plan-parser.ts'
import { filePath } from './file-address.ts'
import { openFile } from './open-file.ts'
import { listPlans, type PlanFile } from './plan-parts.ts'
import { ReadError } from './read-error.ts'

type Context = ConnectorContext<Config>

/** Whether folders can be listed, single files and addresses be opened, and there is any plan. */
export async function probe(context: Context): Promise<ProbeResult> {
  let plans = 0
  const closed: string[] = []
  try {
    for await (const part of listPlans(context)) {
      if ('problem' in part) closed.push(part.message)
      else {
        plans++
        // What a listing names was seen there; the others are asked for.
        if (part.data.etag === undefined) await touch(context, part.key, part.data)
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const reason =
      error instanceof ReadError ? error.problem : error instanceof PlanFileError ? 'invalid' : 'unreachable'
    return { ok: false, reason, message }
  }
  if (plans === 0) {
    const message =
      closed[0] ?? 'There is no plan in XML format (*.xml) in the folders of `files`; put one there.'
    return { ok: false, reason: closed.length > 0 ? 'invalid' : 'not_found', message }
  }
  return { ok: true, details: [`${plans} ${plans === 1 ? 'plan' : 'plans'} found`, ...closed] }
}

/** The plans that could be connected one by one. */
export async function* scopes(context: Context): AsyncIterable<Scope> {
  for await (const part of listPlans(context)) {
    if ('problem' in part) continue
    const { address, shown } = part.data
    yield shown === undefined
      ? { title: part.title, description: part.key, config: { files: [filePath(address)] } }
      : { title: part.title, description: part.key, url: shown, config: { urls: [address] } }
  }
}

/** Asks for the beginning of a plan and leaves. @throws PlanFileError when it is something else, a login page say */
async function touch({ fetch, signal, config }: Context, plan: string, { address }: PlanFile): Promise<void> {
  const opened = await openFile({ fetch, signal, plan, address, maxMegabytes: config.maxFileMegabytes })
  if (opened === 'unchanged') return
  const decoder = new XmlDecoder(plan)
  const parser = new PlanParser(plan)
  for await (const chunk of opened.bytes) {
    parser.write(decoder.write(chunk))
    if (parser.isPlan) return
  }
  parser.write(decoder.end())
  parser.end()
}
