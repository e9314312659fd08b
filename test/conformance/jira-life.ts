import type { JiraCloudOptions, JiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import type { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { jiraSync, type JiraSync } from './jira-sync.ts'

/** A site with two projects. */
export const SITE = {
  seed: 7,
  users: [{ login: 'ada', displayName: 'Ada' }, { login: 'grace' }],
  projects: [
    { key: 'APP', issues: 24, historiesPerIssue: 3 },
    { key: 'WEB', issues: 6 },
  ],
} satisfies JiraCloudOptions

type JiraSimulator = JiraCloudSimulator | JiraDataCenterSimulator

/** Makes one of everything that the connector reads. */
export function furnish(simulator: JiraSimulator): void {
  const { id: board = '' } = simulator.edit({ kind: 'createBoard', project: 'APP', name: 'Board' })
  simulator.edit({ kind: 'createBoard', project: 'APP', name: 'Kanban', type: 'kanban' })
  const { id: sprint = '' } = simulator.edit({ kind: 'createSprint', board, name: 'Sprint 1' })
  simulator.edit({ kind: 'createVersion', project: 'APP', name: '1.0', releaseDate: '2026-03-01' })
  simulator.edit({ kind: 'createComponent', project: 'APP', name: 'Dock' })
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', components: ['Dock'], fixVersions: ['1.0'] })
  simulator.edit({ kind: 'setSprint', issue: 'APP-3', sprint })
  simulator.edit({ kind: 'logWork', issue: 'APP-2', seconds: 3600 })
  simulator.edit({ kind: 'link', type: 'Blocks', from: 'APP-2', to: 'WEB-1' })
  simulator.edit({ kind: 'addRemoteLink', issue: 'APP-2', url: 'https://wiki.example/1', title: 'Page' })
  simulator.clock.advance(120_000)
}

/** A simulator, a place for what is read of it, and the way there: its own, or one that listens. */
export interface JiraLife extends Omit<JiraSync, 'simulator'> {
  readonly simulator: JiraSimulator
  readonly respond?: JiraSync['simulator']['respond']
}

/** Everything that a connector asks in its life: first, again, after edits, by name, from the start. */
export async function liveThrough({ simulator, respond, store, config }: JiraLife): Promise<void> {
  const reached: JiraSync['simulator'] = {
    respond: respond ?? ((request) => simulator.respond(request)),
    token: simulator.token,
    clock: simulator.clock,
  }
  const sync = { simulator: reached, store, config }
  await jiraSync(sync)
  await jiraSync(sync)
  simulator.edit({ kind: 'editIssue', issue: 'APP-4', summary: 'Edited' })
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-5' })
  simulator.edit({ kind: 'archiveIssue', issue: 'APP-6' })
  simulator.clock.advance(120_000)
  await jiraSync(sync, { censusEveryMs: 0 })
  const ref = simulator.world.issueKeys.get('APP-7')?.id ?? ''
  await jiraSync(sync, { refresh: new Map([['issues', [{ ref }]]]) })
  await jiraSync(sync, { full: true })
}
