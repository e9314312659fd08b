import type {
  CalendarDefinition,
  PersonDefinition,
  RoleDefinition,
  TeamDefinition,
  UnitDefinition,
} from '@headless-pmo/core'

/** Who answers for whom at Northwind Cycles. Nobody answers for design: it is what the PMO is to notice. */
export const units: readonly UnitDefinition[] = [
  { id: 'company', name: 'Northwind Cycles', head: 'ines' },
  { id: 'software', name: 'Software', parent: 'company', head: 'tobias' },
  { id: 'devices', name: 'Locks and docks', parent: 'company', head: 'kofi' },
  { id: 'city', name: 'City and construction', parent: 'company', head: 'mara' },
  { id: 'growth', name: 'Riders and growth', parent: 'company', head: 'hugo' },
]

export const roles: readonly RoleDefinition[] = [
  { id: 'developer', name: 'Developer', unit: 'software' },
  { id: 'firmware-engineer', name: 'Firmware engineer', unit: 'devices' },
  { id: 'lead', name: 'Lead', unit: 'company' },
  { id: 'designer', name: 'Designer' },
  { id: 'planner', name: 'Site planner', unit: 'city' },
  { id: 'crew', name: 'Site crew', unit: 'city' },
  { id: 'marketing', name: 'Marketing', unit: 'growth' },
]

export const calendars: readonly CalendarDefinition[] = [
  {
    id: 'office',
    name: 'Office',
    zone: 'Europe/Berlin',
    isDefault: true,
    week: [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      shifts: [
        { from: '09:00', to: '12:30' },
        { from: '13:00', to: '17:30' },
      ],
    })),
    exceptions: [
      {
        name: 'New Year',
        from: '2020-01-01',
        until: '2039-12-31',
        recurrence: { every: 'year', month: 1, dayOfMonth: 1, interval: 1 },
      },
      {
        name: 'Labour Day',
        from: '2020-01-01',
        until: '2039-12-31',
        recurrence: { every: 'year', month: 5, dayOfMonth: 1, interval: 1 },
      },
      {
        name: 'Christmas',
        from: '2020-01-01',
        until: '2039-12-31',
        recurrence: { every: 'year', month: 12, dayOfMonth: 25, interval: 1 },
      },
      {
        name: 'Second day of Christmas',
        from: '2020-01-01',
        until: '2039-12-31',
        recurrence: { every: 'year', month: 12, dayOfMonth: 26, interval: 1 },
      },
    ],
  },
  {
    id: 'tokyo',
    name: 'Office in Tokyo',
    zone: 'Asia/Tokyo',
    week: [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      shifts: [
        { from: '10:00', to: '13:00' },
        { from: '14:00', to: '19:00' },
      ],
    })),
  },
]

const someone = (
  id: string,
  name: string,
  unit: string,
  role: string,
  more: Omit<PersonDefinition, 'id' | 'name' | 'unit' | 'roles'> = {},
): PersonDefinition => ({ id, name, unit, roles: [role], otherWork: 15, ...more })

/** @param day the day so many days from the story's present */
export const people = (day: (days: number) => string): readonly PersonDefinition[] => [
  someone('ines', 'Inês Duarte', 'company', 'lead', { otherWork: 60 }),
  someone('mara', 'Mara Lindt', 'city', 'lead', { otherWork: 30 }),
  someone('tobias', 'Tobias Brandt', 'software', 'developer', { otherWork: 25 }),
  someone('kofi', 'Kofi Mensah', 'devices', 'firmware-engineer'),
  someone('yuki', 'Yuki Tanaka', 'software', 'developer', { calendar: 'tokyo' }),
  someone('amira', 'Amira Haddad', 'software', 'developer', { capacity: 80 }),
  someone('jonas', 'Jonas Weber', 'software', 'developer', {
    absences: [{ from: day(14), until: day(27), reason: 'holiday' }],
  }),
  someone('sofia', 'Sofia Rossi', 'software', 'designer'),
  someone('lena', 'Lena Vogt', 'devices', 'firmware-engineer', {
    capacity: [
      { until: day(30), percent: 60 },
      { from: day(31), percent: 100 },
    ],
  }),
  someone('pavel', 'Pavel Novák', 'devices', 'firmware-engineer'),
  someone('ravi', 'Ravi Menon', 'software', 'developer'),
  someone('clara', 'Clara Jensen', 'software', 'lead', { otherWork: 40 }),
  someone('daniel', 'Daniel Okafor', 'software', 'developer'),
  someone('hugo', 'Hugo Martin', 'growth', 'marketing'),
  someone('nadia', 'Nadia Petrova', 'growth', 'marketing', { capacity: 50 }),
]

export const teams: readonly TeamDefinition[] = [
  { id: 'payments', name: 'Payments', unit: 'software', lead: 'clara', members: ['clara', 'ravi', 'daniel'] },
  { id: 'locks', name: 'Locks', unit: 'devices', lead: 'kofi', members: ['kofi', 'lena', 'pavel'] },
]
