import type { StandardsInput } from '@headless-pmo/core'

/** What Northwind Cycles holds its projects to: the packs as they come, some thresholds of its own, two rules of the house. */
export const standards: StandardsInput = {
  rules: [
    { rule: 'agile.blocked', owner: 'manager', dueDays: 3 },
    { rule: 'agile.milestone-past-due', owner: 'manager', dueDays: 5, blocks: true },
    // The launch is planned in a tool without estimates; nobody there is to be told so every day.
    { rule: 'agile.estimate', for: [{ project: 'launch', enabled: false }] },
    { rule: 'dcma.logic', owner: 'manager', for: [{ program: 'docks', severity: 'error' }] },
  ],
  house: [
    {
      id: 'house.urgent-work-has-an-owner',
      title: 'Urgent work has somebody who does it',
      why: 'What is most urgent and belongs to nobody waits longest.',
      clause: 'northwind-handbook/4.2',
      severity: 'error',
      applies: 'has(item.priority) && item.priority <= params.priority && item.statusCategory == "todo"',
      fails: 'item.assignees.size() == 0',
      message: 'It is urgent and nobody is assigned to it.',
      action: 'Assign it today, or say that it is not urgent.',
      params: { priority: 1 },
    },
    {
      id: 'house.promise-has-a-sponsor',
      title: 'A project that has promised a finish has a sponsor',
      why: 'A promise that nobody with a say stands behind is kept by chance.',
      clause: 'northwind-handbook/2.1',
      grain: 'project',
      applies: 'has(project.committedFinish)',
      fails: '!has(project.sponsor)',
    },
  ],
}
