import type { GitHubSimulatorOptions } from '../options.ts'

/** A company with everything that the API can show, for the simulator's own tests. */
export const COMPANY: GitHubSimulatorOptions = {
  seed: 11,
  organizations: [
    {
      login: 'acme',
      name: 'Acme',
      members: ['ada', 'grace'],
      teams: [{ name: 'Core team', members: ['ada'] }],
      issueTypes: [{ name: 'Bug', color: 'red' }, { name: 'Task' }],
      issueFields: [
        { name: 'Effort', dataType: 'number' },
        { name: 'Stage', dataType: 'single_select', options: [{ name: 'Now' }, { name: 'Later' }] },
      ],
    },
  ],
  repositories: [
    { fullName: 'acme/app', issues: 40 },
    { fullName: 'acme/web', issues: 15 },
  ],
  projects: [
    {
      owner: 'acme',
      title: 'Roadmap',
      fields: [
        { name: 'Stage', dataType: 'SINGLE_SELECT', options: [{ name: 'Todo' }, { name: 'Done' }] },
        { name: 'Points', dataType: 'NUMBER' },
        { name: 'Due', dataType: 'DATE' },
        { name: 'Note', dataType: 'TEXT' },
        {
          name: 'Sprint',
          dataType: 'ITERATION',
          iterations: [
            { title: 'S1', startDate: '2025-12-01', duration: 14 },
            { title: 'S2', startDate: '2026-01-01', duration: 14 },
          ],
        },
      ],
    },
  ],
}
