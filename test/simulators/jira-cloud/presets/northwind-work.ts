/** An epic of the demo: a result, what it is made of, and when it is wanted. Days are counted from now. */
export interface DemoEpic {
  readonly title: string
  readonly version: string
  readonly component: string
  /** Day its work begins to be planned. */
  readonly from: number
  readonly priority?: 'Highest' | 'High' | 'Low'
  /** What it is made of, as things that can be shown, kept, tested and broken. */
  readonly parts: readonly string[]
}

/** A version with the dates that were promised for it one after the other: it slips. */
export interface DemoVersion {
  readonly name: string
  readonly description: string
  /** `[day it was said, day it was promised for]`. */
  readonly promises: readonly (readonly [said: number, due: number])[]
  readonly released?: number
}

export interface DemoProject {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly lead: string
  readonly team: readonly string[]
  readonly components: readonly string[]
  readonly versions: readonly DemoVersion[]
  readonly epics: readonly DemoEpic[]
  /** Kinds of work that a part goes through: issue type, and the title with `%` for the part. */
  readonly work: readonly (readonly [type: 'Story' | 'Task' | 'Bug', title: string])[]
  /** Items that a sprint takes. */
  readonly pace: number
}

export const MEMBERSHIP: DemoProject = {
  key: 'MEM',
  name: 'Membership and payments',
  description: 'Passes, prices, payments and what riders owe and are owed.',
  lead: 'Clara Jensen',
  team: ['Clara Jensen', 'Ravi Menon', 'Amira Haddad', 'Jonas Weber', 'Sofia Rossi', 'Yuki Tanaka'],
  components: ['Checkout', 'Ledger', 'Rider account', 'Back office'],
  versions: [
    {
      name: 'Membership 1.9',
      description: 'One ledger for all cities.',
      promises: [[-170, -70]],
      released: -66,
    },
    {
      name: 'Membership 2.0',
      description: 'Monthly and yearly passes in the app.',
      promises: [
        [-150, -21],
        [-60, 5],
        [-18, 26],
      ],
    },
    { name: 'Membership 2.1', description: 'Passes that employers pay for.', promises: [[-45, 72]] },
  ],
  epics: [
    {
      title: 'One ledger for all cities',
      version: 'Membership 1.9',
      component: 'Ledger',
      from: -165,
      parts: [
        'the opening balances',
        'a payment in two currencies',
        'the daily closing',
        'the refund of a ride',
        'the audit trail',
        'the exchange rate of the day',
        'the list of open claims',
      ],
    },
    {
      title: 'A checkout that does not lose riders',
      version: 'Membership 1.9',
      component: 'Checkout',
      from: -158,
      priority: 'High',
      parts: [
        'the saved card',
        'the price before the ride',
        'the bank’s second check',
        'a payment that breaks off',
        'the receipt by e-mail',
        'the voucher code',
      ],
    },
    {
      title: 'The rider’s own account',
      version: 'Membership 1.9',
      component: 'Rider account',
      from: -140,
      parts: [
        'the list of rides',
        'the address for bills',
        'the change of a phone number',
        'the closing of an account',
        'the language of messages',
        'the export of my data',
      ],
    },
    {
      title: 'Monthly pass',
      version: 'Membership 2.0',
      component: 'Rider account',
      from: -118,
      priority: 'Highest',
      parts: [
        'the price of a month',
        'the renewal',
        'the cancellation',
        'the free first week',
        'the pause in winter',
        'the reminder before renewal',
        'the switch from single rides',
        'the included minutes',
      ],
    },
    {
      title: 'Yearly pass',
      version: 'Membership 2.0',
      component: 'Rider account',
      from: -96,
      priority: 'High',
      parts: [
        'the yearly price',
        'the payment in parts',
        'the change from a monthly pass',
        'the refund of unused months',
        'the gift card',
        'the printed confirmation',
      ],
    },
    {
      title: 'Student and senior prices',
      version: 'Membership 2.0',
      component: 'Checkout',
      from: -84,
      parts: [
        'the proof of study',
        'the yearly check of the proof',
        'the senior price',
        'the city’s social card',
        'the limit to one bike',
      ],
    },
    {
      title: 'Refunds without a phone call',
      version: 'Membership 2.0',
      component: 'Back office',
      from: -74,
      parts: [
        'the request in the app',
        'the rule for short rides',
        'the note to the bank',
        'the two-person approval',
        'the answer to the rider',
        'the monthly refund report',
      ],
    },
    {
      title: 'Prices that the city can set',
      version: 'Membership 2.0',
      component: 'Back office',
      from: -62,
      parts: [
        'the price table',
        'the price by zone',
        'the price at night',
        'the date a price begins',
        'the preview for the city',
        'the history of prices',
      ],
    },
    {
      title: 'Bills that tax offices accept',
      version: 'Membership 2.0',
      component: 'Ledger',
      from: -52,
      priority: 'High',
      parts: [
        'the running number',
        'the tax rate by country',
        'the corrected bill',
        'the yearly statement',
        'the archive of ten years',
      ],
    },
    {
      title: 'Passes that employers pay for',
      version: 'Membership 2.1',
      component: 'Back office',
      from: -38,
      parts: [
        'the contract with an employer',
        'the list of employees',
        'the monthly bill',
        'the leaving of an employee',
        'the share that the rider pays',
        'the report for the employer',
      ],
    },
    {
      title: 'Fraud that costs us money',
      version: 'Membership 2.1',
      component: 'Ledger',
      from: -30,
      priority: 'High',
      parts: [
        'the stolen card',
        'the shared account',
        'the chargeback',
        'the limit for new riders',
        'the alarm for the back office',
      ],
    },
    {
      title: 'Payments at the dock',
      version: 'Membership 2.1',
      component: 'Checkout',
      from: -20,
      parts: [
        'the card reader',
        'the ride without an account',
        'the deposit',
        'the receipt on paper',
        'the reader that is offline',
      ],
    },
  ],
  work: [
    ['Story', 'Show % in the app'],
    ['Task', 'Keep % in the ledger'],
    ['Task', 'Agree with finance on %'],
    ['Story', 'Let the back office correct %'],
    ['Task', 'Test % with ten riders'],
    ['Bug', 'After midnight % is wrong'],
    ['Task', 'Write the help page about %'],
    ['Bug', 'On old phones % cannot be read'],
    ['Task', 'Count how often % is used'],
    ['Task', 'Move % to the new service'],
  ],
  pace: 42,
}

export const LOCK: DemoProject = {
  key: 'LOCK',
  name: 'Lock firmware',
  description: 'What runs in the lock of every bike and in every dock.',
  lead: 'Kofi Mensah',
  team: ['Kofi Mensah', 'Lena Vogt', 'Pavel Novák', 'Daniel Okafor', 'Tobias Brandt'],
  components: ['Radio', 'Motor', 'Power', 'Updates'],
  versions: [
    {
      name: 'Lock 4.2',
      description: 'The last release for the old docks.',
      promises: [[-168, -58]],
      released: -51,
    },
    {
      name: 'Lock 5.0',
      description: 'The protocol that the new docks speak.',
      promises: [
        [-130, -14],
        [-40, 12],
        [-9, 33],
      ],
    },
    { name: 'Lock 5.1', description: 'Locks that update themselves.', promises: [[-30, 90]] },
  ],
  epics: [
    {
      title: 'Keep the old docks alive',
      version: 'Lock 4.2',
      component: 'Radio',
      from: -165,
      parts: [
        'the weak radio at the river',
        'the clock that runs ahead',
        'the lost session',
        'the second antenna',
        'the old dock’s reply',
        'the cold start',
      ],
    },
    {
      title: 'A motor that does not jam',
      version: 'Lock 4.2',
      component: 'Motor',
      from: -150,
      priority: 'High',
      parts: [
        'the blocked bolt',
        'the half-open state',
        'the torque limit',
        'the sand in the gear',
        'the manual release',
        'the sound of locking',
      ],
    },
    {
      title: 'A winter on one battery',
      version: 'Lock 5.0',
      component: 'Power',
      from: -128,
      parts: [
        'the deep sleep',
        'the battery gauge',
        'the charge by the hub',
        'the alarm before empty',
        'the cold battery',
        'the self-test at night',
      ],
    },
    {
      title: 'Lock protocol 2',
      version: 'Lock 5.0',
      component: 'Radio',
      from: -110,
      priority: 'Highest',
      parts: [
        'the handshake',
        'the signed command',
        'the state report',
        'the error code',
        'the dock’s identity',
        'the replay that must fail',
        'the timing of retries',
        'the packet loss',
      ],
    },
    {
      title: 'Docking without looking',
      version: 'Lock 5.0',
      component: 'Motor',
      from: -88,
      priority: 'High',
      parts: [
        'the end position',
        'the bike that leans',
        'the two bikes at once',
        'the dock’s magnet',
        'the light that confirms',
        'the beep that confirms',
      ],
    },
    {
      title: 'Theft that is noticed',
      version: 'Lock 5.0',
      component: 'Radio',
      from: -70,
      priority: 'High',
      parts: [
        'the shake alarm',
        'the cut cable',
        'the last known place',
        'the silent alarm',
        'the false alarm in a truck',
      ],
    },
    {
      title: 'Tests on the real bike',
      version: 'Lock 5.0',
      component: 'Motor',
      from: -56,
      parts: [
        'the test bench',
        'the thousand closings',
        'the rain chamber',
        'the salt spray',
        'the fall from the stand',
        'the report of a test',
      ],
    },
    {
      title: 'Updates over the air',
      version: 'Lock 5.1',
      component: 'Updates',
      from: -40,
      priority: 'High',
      parts: [
        'the signed image',
        'the update that breaks off',
        'the way back',
        'the slow rollout',
        'the battery it costs',
        'the version in the fleet list',
      ],
    },
    {
      title: 'Certificates for three markets',
      version: 'Lock 5.1',
      component: 'Radio',
      from: -26,
      parts: [
        'the radio report',
        'the safety report',
        'the label on the lock',
        'the technical file',
        'the test in the lab',
      ],
    },
  ],
  work: [
    ['Story', 'Handle % in the firmware'],
    ['Task', 'Measure % on the bench'],
    ['Task', 'Write a test for %'],
    ['Bug', 'In the cold % fails'],
    ['Task', 'Review the code for %'],
    ['Story', 'Tell the fleet platform about %'],
    ['Task', 'Try % on twenty bikes'],
    ['Bug', 'After a restart % is forgotten'],
    ['Task', 'Describe % for the workshop'],
  ],
  pace: 36,
}
