import type { Config } from '../../config.ts'
import type { Table } from '../tables.ts'
import type { Row } from './rows.ts'

/** Whether a row belongs to what was asked for: to one of the projects named, or to the whole organisation. */
export function inScope(row: Row, { project }: Table, { premium }: Config): boolean {
  const projects = premium?.projects
  if (projects === undefined || project === undefined) return true
  const own = row[project]
  return typeof own === 'string' && projects.some((one) => one.toLowerCase() === own.toLowerCase())
}
