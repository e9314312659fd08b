import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** How a PostgreSQL server can be run on this machine. */
export interface PostgresBinaries {
  readonly bin: string
  /** The user to run it as: the server refuses to run as root. */
  readonly runAs: { readonly uid: number; readonly gid: number } | undefined
}

/** Finds the newest installed server, or says why there is none that can be run. */
export function findPostgres(): PostgresBinaries | { readonly missing: string } {
  const bin = candidates().find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
  if (bin === undefined) return { missing: 'no PostgreSQL server is installed (Debian package postgresql)' }
  if (process.getuid?.() !== 0) return { bin, runAs: undefined }
  const [, , uid, gid] = passwd().find(([name]) => name === 'postgres') ?? []
  if (uid === undefined || gid === undefined) {
    return { missing: 'PostgreSQL does not run as root and there is no user postgres' }
  }
  return { bin, runAs: { uid: Number(uid), gid: Number(gid) } }
}

function candidates(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a))
  return [
    ...newestFirst.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
}

function passwd(): string[][] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
}
