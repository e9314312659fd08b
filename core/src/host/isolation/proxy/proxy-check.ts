import {
  evaluateCheck,
  replayAnswers,
  type CheckOptions,
  type CheckReport,
  type RawAnswer,
} from '@headless-pmo/engine'
import { BRAND, z, type AnyCheck, type ManifestCheck, type PortfolioData } from '@headless-pmo/sdk'
import type { Remote } from './remote.ts'
import { values } from './proxy-stream.ts'
import { readTold } from './told.ts'

/** Marks a check whose function runs elsewhere. */
const ASK = Symbol('ask')

interface RemoteCheck extends AnyCheck {
  readonly [ASK]: (data: string, options: CheckOptions, signal?: AbortSignal) => Promise<RawAnswer[]>
}

const MOST_ANSWERS = 2_000_000

const toldAnswers = z
  .array(z.union([z.object({ answer: z.unknown() }), z.object({ threw: z.string().max(5000) })]))
  .max(10_000)

/** A check whose function runs in the plugin's process. {@link runCheck} evaluates it. */
export function proxyCheck(manifest: ManifestCheck, remote: Remote): AnyCheck {
  const { kind: _kind, params, needs, ...stated } = manifest
  const check: RemoteCheck = {
    ...stated,
    [BRAND]: 'check',
    // Named by the manifest, which says what the check itself declares.
    needs: needs as AnyCheck['needs'],
    // A check's parameters are an object, and so is their JSON Schema.
    params: z.fromJSONSchema(params) as AnyCheck['params'],
    evaluate() {
      throw new Error(`The check "${manifest.id}" runs in a process of its own; evaluate it by runCheck.`)
    },
    async [ASK](text, { params: given = {}, today, only }, signal) {
      const request = {
        op: 'evaluate',
        input: { params: given, today, ...(only !== undefined && { only }) },
        texts: [text],
      } as const
      const answers: RawAnswer[] = []
      for await (const { value } of values(remote, { phase: 'evaluate' }, request, { signal })) {
        answers.push(...readTold('answers', toldAnswers, value))
        if (answers.length > MOST_ANSWERS)
          throw new Error(`The check "${manifest.id}" gives too many answers.`)
      }
      return answers
    },
  }
  return check
}

/**
 * Evaluates a check over a portfolio, wherever it runs: here, or in its plugin's process with all subjects in one call. What it answers
 * is looked at here in both cases.
 *
 * @throws where the parameters do not fit; PmoError `plugin-unusable` where its process ends
 */
export async function runCheck(
  check: AnyCheck,
  data: PortfolioData,
  options: CheckOptions & { readonly signal?: AbortSignal },
): Promise<CheckReport> {
  if (!isRemote(check)) return evaluateCheck(check, data, options)
  return evaluateCheck(
    replayAnswers(check, await check[ASK](JSON.stringify(data), options, options.signal)),
    data,
    options,
  )
}

/**
 * The answers of a check that runs in its plugin's process, for a portfolio that is a text already: replayed where that
 * text is read, nobody waits for it here. Undefined for a check that runs in this process.
 *
 * @throws PmoError `plugin-unusable` where its process ends
 */
export async function remoteAnswers(
  check: AnyCheck,
  data: string,
  options: CheckOptions & { readonly signal?: AbortSignal },
): Promise<readonly RawAnswer[] | undefined> {
  return isRemote(check) ? check[ASK](data, options, options.signal) : undefined
}

const isRemote = (check: AnyCheck): check is RemoteCheck => ASK in check
