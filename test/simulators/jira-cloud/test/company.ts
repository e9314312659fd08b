import type { Edit, JiraCloudOptions } from '../index.ts'

/** A site with everything that the API can show, for the simulator's own tests. */
export const COMPANY: JiraCloudOptions = {
  seed: 11,
  users: [
    { login: 'ada', displayName: 'Ada Byron', email: 'ada@acme.example' },
    { login: 'grace', displayName: 'Grace', emailHidden: true, timeZone: 'America/New_York' },
  ],
  projects: [
    { key: 'APP', name: 'App', issues: 30, historiesPerIssue: 3 },
    { key: 'TEAM', name: 'Team', style: 'next-gen', issues: 5 },
  ],
}

/** What happens at the company before anybody looks. */
export const EDITS: readonly Edit[] = [
  { kind: 'createVersion', project: 'APP', name: '1.0', releaseDate: '2026-02-01', description: 'First' },
  { kind: 'createComponent', project: 'APP', name: 'Dock', lead: 'grace' },
  { kind: 'createBoard', project: 'APP', name: 'Scrum' },
  { kind: 'createBoard', project: 'APP', name: 'Kanban', type: 'kanban' },
  { kind: 'createSprint', board: 'Scrum', name: 'S1', start: '2026-01-01T00:00:00Z', goal: 'Dock' },
  { kind: 'startSprint', sprint: 'S1' },
  { kind: 'createSprint', board: 'Scrum', name: 'S2' },
  { kind: 'setSprint', issue: 'APP-2', sprint: 'S1' },
  {
    kind: 'editIssue',
    issue: 'APP-2',
    by: 'grace',
    summary: 'Renamed',
    fixVersions: ['1.0'],
    affectsVersions: ['1.0'],
    components: ['Dock'],
    dueDate: '2026-03-01',
    originalEstimate: 3600,
    labels: ['wet', 'dry'],
    assignee: 'ada',
  },
  { kind: 'logWork', issue: 'APP-2', seconds: 1800, comment: 'Half an hour', by: 'grace' },
  { kind: 'logWork', issue: 'APP-3', seconds: 3600 },
  { kind: 'deleteWorklog', worklog: '10001' },
  { kind: 'comment', issue: 'APP-2', body: 'Two\nlines' },
  { kind: 'transition', issue: 'APP-2', to: 'Done' },
  { kind: 'addRemoteLink', issue: 'APP-2', url: 'https://wiki.example/dock', title: 'Dock' },
  { kind: 'createIssue', project: 'APP', type: 'Sub-task', parent: 'APP-2', summary: 'Part' },
  { kind: 'link', type: 'Blocks', from: 'APP-2', to: 'TEAM-1' },
  {
    kind: 'editIssue',
    issue: 'APP-3',
    assignee: null,
    fields: { 'Story Points': 5, 'Start date': '2026-01-07' },
  },
]
