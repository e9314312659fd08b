import type { Edit, JiraDataCenterOptions } from '../index.ts'

/** A server with everything that the API can show, for the simulator's own tests. */
export const SERVER: JiraDataCenterOptions = {
  seed: 11,
  users: [
    { login: 'ada', displayName: 'Ada Byron', email: 'ada@acme.example' },
    { login: 'grace', displayName: 'Grace', timeZone: 'Europe/Berlin' },
  ],
  projects: [{ key: 'APP', name: 'App', issues: 30, historiesPerIssue: 3 }],
}

/** What happens at the company before anybody looks. */
export const EDITS: readonly Edit[] = [
  { kind: 'createVersion', project: 'APP', name: '1.0', releaseDate: '2026-02-01' },
  { kind: 'createComponent', project: 'APP', name: 'Dock', lead: 'grace' },
  { kind: 'createBoard', project: 'APP', name: 'Scrum' },
  { kind: 'createBoard', project: 'APP', name: 'Kanban', type: 'kanban' },
  { kind: 'createSprint', board: 'Scrum', name: 'S1, with a comma', start: '2026-01-01T00:00:00Z' },
  { kind: 'startSprint', sprint: '1' },
  { kind: 'setSprint', issue: 'APP-2', sprint: '1' },
  {
    kind: 'editIssue',
    issue: 'APP-2',
    by: 'grace',
    description: 'h1. Dock\n\n* one\n* two',
    fixVersions: ['1.0'],
    components: ['Dock'],
    dueDate: '2026-03-01',
    originalEstimate: 3600,
    labels: ['wet'],
    fields: { 'Story Points': 5 },
  },
  { kind: 'logWork', issue: 'APP-2', seconds: 1800, comment: 'Half an hour' },
  { kind: 'comment', issue: 'APP-2', body: '*Two* lines' },
  { kind: 'transition', issue: 'APP-2', to: 'Done' },
  { kind: 'addRemoteLink', issue: 'APP-2', url: 'https://wiki.example/dock', title: 'Dock' },
  { kind: 'createIssue', project: 'APP', type: 'Sub-task', parent: 'APP-2', summary: 'Part' },
  { kind: 'link', type: 'Blocks', from: 'APP-2', to: 'APP-4' },
]
