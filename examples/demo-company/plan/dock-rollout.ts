/** A step of the demo's plan: docks for the bikes, built in the city. Our own story, no customer's. */
export interface PlanTask {
  readonly uid: number
  /** 1: phase, 2: step. */
  readonly level: 1 | 2
  readonly name: string
  /** Working days; 0 is a milestone. Phases span their steps. */
  readonly days?: number
  /** `12`, `12 SS`, `12 FS+3d`, `12 FF-1d`: predecessors by uid, with kind and lag in working days. */
  readonly after?: readonly string[]
  /** Resource uid and units. */
  readonly by?: readonly (readonly [resource: number, units: number])[]
  /** Days that it took longer than promised: the baseline is that much shorter. */
  readonly slipped?: number
  readonly deadlineInDays?: number
  readonly notes?: string
}

export interface PlanResource {
  readonly uid: number
  readonly name: string
  readonly type: 'work' | 'material' | 'cost'
  readonly email?: string
  readonly maxUnits?: number
  /** Per hour, or per unit of a material, in EUR. */
  readonly rate?: string
  readonly unit?: string
}

/** Mara, Tobias and Kofi work on the software, too: the two projects share them. */
export const RESOURCES: readonly PlanResource[] = [
  { uid: 1, name: 'Mara Lindt', type: 'work', email: 'mara.lindt@northwind-cycles.example', rate: '95' },
  {
    uid: 2,
    name: 'Tobias Brandt',
    type: 'work',
    email: 'tobias.brandt@northwind-cycles.example',
    rate: '88',
  },
  { uid: 3, name: 'Kofi Mensah', type: 'work', rate: '84' },
  { uid: 4, name: 'Site crew', type: 'work', maxUnits: 4, rate: '52' },
  { uid: 5, name: 'Electrician', type: 'work', maxUnits: 2, rate: '68' },
  { uid: 6, name: 'Concrete', type: 'material', unit: 'm³', rate: '140' },
  { uid: 7, name: 'Permit fees', type: 'cost' },
]

export const TASKS: readonly PlanTask[] = [
  { uid: 1, level: 1, name: 'Permits and design' },
  { uid: 2, level: 2, name: 'Choose twelve dock sites', days: 5, by: [[1, 1]] },
  { uid: 3, level: 2, name: 'Survey the sites', days: 6, after: ['2 SS+2d'], by: [[4, 2]] },
  { uid: 4, level: 2, name: 'Draw the dock layouts', days: 7, after: ['3'], by: [[1, 0.5]], slipped: 2 },
  {
    uid: 5,
    level: 2,
    name: 'Apply for street permits',
    days: 2,
    after: ['4'],
    by: [
      [1, 0.5],
      [7, 1],
    ],
  },
  {
    uid: 6,
    level: 2,
    name: 'Permits granted',
    days: 0,
    after: ['5 FS+8d'],
    notes: 'The city promised eight working days.',
  },
  { uid: 7, level: 1, name: 'Procurement' },
  { uid: 8, level: 2, name: 'Order dock hardware', days: 3, after: ['4'], by: [[1, 0.3]] },
  { uid: 9, level: 2, name: 'Order power cabinets', days: 2, after: ['4'], by: [[2, 0.3]] },
  { uid: 10, level: 2, name: 'Docks delivered', days: 0, after: ['8 FS+15d'] },
  { uid: 11, level: 2, name: 'Cabinets delivered', days: 0, after: ['9 FS+12d'] },
  { uid: 12, level: 1, name: 'Construction' },
  { uid: 13, level: 2, name: 'Mark and secure the sites', days: 3, after: ['6'], by: [[4, 2]] },
  {
    uid: 14,
    level: 2,
    name: 'Foundations',
    days: 9,
    after: ['13'],
    by: [
      [4, 4],
      [6, 36],
    ],
    slipped: 1,
  },
  { uid: 15, level: 2, name: 'Lay power cables', days: 7, after: ['14 SS+3d', '11'], by: [[5, 2]] },
  { uid: 16, level: 2, name: 'Install docks', days: 10, after: ['14 FS+2d', '10'], by: [[4, 4]] },
  { uid: 17, level: 2, name: 'Connect power', days: 6, after: ['16 SS+4d', '15'], by: [[5, 2]] },
  { uid: 18, level: 2, name: 'City inspects the sites', days: 2, after: ['16', '17'], by: [[1, 0.5]] },
  { uid: 19, level: 1, name: 'Commissioning' },
  { uid: 20, level: 2, name: 'Load lock firmware', days: 4, after: ['17'], by: [[2, 1]] },
  {
    uid: 21,
    level: 2,
    name: 'Connect docks to the fleet platform',
    days: 5,
    after: ['20 SS+1d'],
    by: [[3, 1]],
  },
  {
    uid: 22,
    level: 2,
    name: 'Trial with fifty riders',
    days: 10,
    after: ['18', '21'],
    by: [
      [1, 0.5],
      [3, 0.5],
    ],
  },
  {
    uid: 23,
    level: 2,
    name: 'Mend what the trial finds',
    days: 8,
    after: ['22 FF+2d'],
    by: [
      [2, 0.5],
      [3, 0.5],
    ],
  },
  { uid: 24, level: 2, name: 'Train the service team', days: 3, after: ['21'], by: [[2, 0.5]] },
  { uid: 25, level: 2, name: 'Docks open to the public', days: 0, after: ['23', '24'], deadlineInDays: 75 },
]
