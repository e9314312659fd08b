import type { Plugin } from '@headless-pmo/sdk'
import { importAlone, type ImportReport } from './import-alone.ts'

const known = new WeakMap<Plugin, Map<string, Promise<ImportReport>>>()

/** What importing a plugin's module did; several laws look at it, and a process takes its time. */
export function importOf(plugin: Plugin, entry: URL): Promise<ImportReport> {
  const reports = known.get(plugin) ?? new Map<string, Promise<ImportReport>>()
  known.set(plugin, reports)
  const report = reports.get(entry.href) ?? importAlone(entry.href)
  reports.set(entry.href, report)
  return report
}
