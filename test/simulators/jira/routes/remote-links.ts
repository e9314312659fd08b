import type { Json } from '../../common/json.ts'
import { apiRoot } from '../render/api-root.ts'
import type { JiraIssue } from '../state/model.ts'
import type { World } from '../state/world.ts'

/** The remote links of an issue; with a global id the one that has it, as an object of its own. */
export const renderRemoteLinks = (world: World, issue: JiraIssue, globalId: string | null): Json => {
  const links = issue.remoteLinks
    .filter((link) => globalId === null || link.globalId === globalId)
    .map((link) => ({
      id: Number(link.id),
      self: `${apiRoot(world)}/issue/${issue.id}/remotelink/${link.id}`,
      globalId: link.globalId,
      application: {},
      relationship: link.relationship,
      object: {
        url: link.url,
        title: link.title,
        ...(link.summary === '' ? {} : { summary: link.summary }),
        icon: {},
        status: { resolved: link.resolved, icon: {} },
      },
    }))
  const [first] = links
  return globalId !== null && first !== undefined ? first : links
}
