import { z } from '@headless-pmo/sdk'

/** What this page needs of the reply; loose, since the API adds fields. */
export const Projects = z.looseObject({
  projects: z.array(z.looseObject({ id: z.string(), name: z.string() })),
})
export type Project = z.infer<typeof Projects>['projects'][number]

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Names come from trackers: whatever stands in them is text. */
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

/** The projects as a page. */
export function toPage(projects: readonly Project[]): string {
  const rows = projects.map(({ id, name }) => `<li id="${escape(id)}">${escape(name)}</li>`)
  return `<!doctype html><title>Projects</title><h1>Projects</h1><ul>${rows.join('')}</ul>`
}
