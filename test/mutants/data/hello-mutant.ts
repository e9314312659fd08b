import {
  BRAND,
  contributionsOf,
  definePlugin,
  type AnyConnector,
  type Stream,
  type StreamDefinition,
  type z,
} from '@headless-pmo/sdk'
import type { ConformanceOptions } from '@headless-pmo/testing/kit'
import type { Config } from '../../../examples/hello-connector/src/config.ts'
import hello from '../../../examples/hello-connector/src/index.ts'
import { issues } from '../../../examples/hello-connector/src/issues.ts'
import { helloUpstream } from '../../../examples/hello-connector/src/upstream.fake.ts'
import type { Issue } from '../../../examples/hello-connector/src/wire.ts'
import type { Mutant, Sound } from '../mutant.ts'

/** What the connector of examples/hello-connector is tried with. */
export const helloOptions = {
  config: { team: 'ENG' },
  secrets: { apiKey: 'canary-7f3a-never-in-output' },
  upstream: helloUpstream,
  entry: new URL('../../../examples/hello-connector/src/index.ts', import.meta.url),
} as const satisfies ConformanceOptions

/** The connector of examples/hello-connector: it has no fault. */
export const soundConnector: Sound = { plugin: hello, options: helloOptions }

/** The parts of its stream as they were written, before types were erased. */
export type IssueStream = StreamDefinition<
  z.infer<typeof Config>,
  Issue,
  { since: string },
  undefined,
  'team'
>

/** What a mutant reads with. */
export type IssueRead = Parameters<IssueStream['read']>[0]

/** The sound stream with the types that it was written with; they are the ones of `issues.ts`. */
export const soundIssues = issues as unknown as Required<
  Pick<IssueStream, 'read' | 'readItems' | 'census' | 'map'>
>

/** The connector with some of its stream done otherwise. */
export function issuesWith(change: Partial<IssueStream>): AnyConnector {
  const [connector] = contributionsOf(hello, 'connector')
  if (connector === undefined) throw new Error('The example has a connector.')
  // Erased as `defineStream` does it.
  const changed = { ...issues, ...change, [BRAND]: 'stream' } as unknown as Stream
  return { ...connector, streams: { issues: changed } }
}

/** A mutant of the connector of examples/hello-connector. */
export function helloMutant(law: string, fault: string, connector: AnyConnector): Mutant {
  const plugin = definePlugin({ ...hello, contributes: [connector] })
  return { law, fault, plugin, options: helloOptions }
}
