/** An entry of the PMO's registers, as the API takes it. */
export interface DemoEntry {
  readonly kind: string
  readonly id: string
  readonly project: string
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * What the PMO of Northwind Cycles keeps itself. Not all of it is in order: a business case that changed after it was approved,
 * a risk that nobody answers, a status report that is late, money that runs out.
 *
 * @param day the day so many days from the story's present
 */
export function registerEntries(day: (days: number) => string): readonly DemoEntry[] {
  const at = (days: number, time = '09:00'): string => `${day(days)}T${time}:00Z`
  const of =
    (project: string, prefix: string) => (kind: string, number: number, body: DemoEntry['body']) => ({
      kind,
      id: `${prefix}-${kind}-${number}`,
      project,
      body,
    })
  const sites = of('dock-sites', 'DS')
  const app = of('rider-app', 'RA')
  const membership = of('membership', 'MB')
  const launch = of('launch', 'LC')
  const link = (name: string): string => `https://docs.northwind-cycles.example/${name}`
  return [
    sites('artefact', 1, {
      kind: 'project-charter',
      title: 'Charter of the twelve sites',
      url: link('dock-sites/charter'),
      version: '1.0',
      state: 'approved',
      approvals: [{ by: 'Inês Duarte', at: at(-80), version: '1.0' }],
      reviewDue: day(20),
    }),
    sites('artefact', 2, {
      kind: 'business-case',
      title: 'Business case of the twelve sites',
      url: link('dock-sites/business-case'),
      version: '1.2',
      state: 'approved',
      // Approved was what it said before two sites were added.
      approvals: [{ by: 'Inês Duarte', at: at(-82), version: '1.1' }],
      reviewDue: day(-6),
    }),
    sites('artefact', 3, {
      kind: 'project-handbook',
      title: 'How the sites are built',
      url: link('dock-sites/handbook'),
      version: '1.0',
      state: 'approved',
      approvals: [{ by: 'Mara Lindt', at: at(-60), version: '1.0' }],
    }),
    sites('decision', 1, {
      title: 'Two more sites at the harbour',
      kind: 'scope',
      at: day(-30),
      by: 'Inês Duarte',
      outcome: 'Granted, with 48,000 EUR from the reserve.',
    }),
    sites('risk', 1, {
      title: 'The city grants the permits of two sites too late',
      state: 'open',
      probability: 0.4,
      impact: 4,
      exposure: '36000.00',
      currency: 'EUR',
      response: 'Build the other ten first; ask the mayor by the end of the month.',
      owner: 'Mara Lindt',
      due: day(-3),
      opened: day(-40),
    }),
    sites('risk', 2, {
      title: 'Steel gets dearer before the last order',
      state: 'open',
      probability: 0.5,
      impact: 3,
      opened: day(-25),
    }),
    sites('role', 1, { role: 'sponsor', person: 'Inês Duarte' }),
    sites('role', 2, { role: 'project-manager', person: 'Mara Lindt' }),
    sites('role', 3, { role: 'business-manager' }),
    sites('tolerance', 1, {
      of: 'finish',
      amount: 5,
      unit: 'days',
      owner: 'Mara Lindt',
      action: 'Tell the sponsor, with what can be built later.',
      withinDays: 5,
    }),
    sites('tolerance', 2, {
      of: 'cost',
      amount: 5,
      unit: 'percent',
      owner: 'Mara Lindt',
      action: 'Ask the sponsor for the reserve before anything more is ordered.',
      withinDays: 3,
    }),
    sites('budget', 1, {
      line: 'steel',
      from: day(-90),
      until: day(-31),
      currency: 'EUR',
      planned: '180000.00',
      actual: '201400.00',
    }),
    sites('budget', 2, {
      line: 'labour',
      from: day(-90),
      until: day(-31),
      currency: 'EUR',
      planned: '120000.00',
      actual: '118250.50',
    }),
    sites('budget', 3, {
      line: 'labour',
      from: day(-30),
      until: day(70),
      currency: 'EUR',
      planned: '310000.00',
      forecast: '325000.00',
    }),
    sites('status-report', 1, { at: at(-9), by: 'Mara Lindt', period: day(-9) }),
    sites('status-report', 2, { at: at(-2), by: 'Mara Lindt', period: day(-2) }),
    sites('gate', 1, {
      gate: 'Ready for Executing',
      phase: 'Planning',
      verdict: 'go',
      at: at(-58),
      by: 'Inês Duarte',
    }),
    app('role', 1, { role: 'sponsor', person: 'Inês Duarte' }),
    app('role', 2, { role: 'project-manager', person: 'Mara Lindt', deputy: 'Tobias Brandt' }),
    app('status-report', 1, { at: at(-4), by: 'Mara Lindt', period: day(-4) }),
    app('risk', 1, {
      title: 'The store rejects the update',
      state: 'open',
      probability: 0.2,
      impact: 3,
      response: 'Send a build for review two weeks ahead.',
      owner: 'Mara Lindt',
      due: day(21),
      opened: day(-20),
    }),
    membership('role', 1, { role: 'sponsor', person: 'Inês Duarte' }),
    membership('role', 2, { role: 'project-manager', person: 'Clara Jensen' }),
    membership('status-report', 1, { at: at(-51), by: 'Clara Jensen', period: day(-51) }),
    membership('issue', 1, {
      title: 'The payment provider changes its interface',
      state: 'open',
      severity: 'high',
      due: day(-10),
      opened: day(-33),
    }),
    launch('artefact', 1, {
      kind: 'project-charter',
      title: 'Charter of the launch',
      url: link('launch/charter'),
      version: '0.3',
      state: 'in_review',
    }),
    launch('gate', 1, {
      gate: 'Ready for Planning',
      phase: 'Initiating',
      verdict: 'hold',
      at: at(-14),
      by: 'Inês Duarte',
      conditions: 'A budget for the opening day.',
    }),
  ]
}
