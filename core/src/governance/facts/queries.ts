import type { Handle } from '../../database/index.ts'
import type { RegisterBody } from '../register/bodies.ts'
import { governance } from '../tables.ts'
import type { RiskOverTime } from './risk-history.ts'

/** Every version of the live risks of projects, by id, oldest first. */
export async function riskVersionsOf(
  handle: Handle,
  projects: readonly string[],
): Promise<ReadonlyMap<string, RiskOverTime['versions']>> {
  const rows = await governance(handle)
    .selectFrom('pmo.register_version as version')
    .innerJoin('pmo.register_entry as entry', 'entry.id', 'version.id')
    .select(['version.id', 'version.changed_at', 'version.body'])
    .where('entry.kind', '=', 'risk')
    .where('entry.withdrawn', 'is', null)
    .where('entry.project', 'in', [...projects, ''])
    .orderBy('version.id')
    .orderBy('version.version')
    .execute()
  const versions = new Map<string, RiskOverTime['versions'][number][]>()
  for (const { id, changed_at: at, body } of rows) {
    const own = versions.get(id) ?? []
    // A risk's body is that of a risk.
    own.push({ at, body: body as RegisterBody<'risk'> })
    versions.set(id, own)
  }
  return versions
}
