/** A plan of the launch: buckets with what is to be done in them. Days are counted from now. */
export interface DemoPlan {
  readonly title: string
  readonly categories: Readonly<Record<string, string>>
  readonly team: readonly string[]
  readonly buckets: readonly DemoBucket[]
}

export interface DemoBucket {
  readonly name: string
  /** First and last day of its tasks. */
  readonly from: number
  readonly to: number
  readonly tasks: readonly string[]
  /** Steps of every task of the bucket. */
  readonly steps?: readonly string[]
}

export const LAUNCH: DemoPlan = {
  title: 'Launch of membership 2.0',
  categories: { category1: 'Press', category2: 'City', category3: 'At risk', category4: 'Agency' },
  team: ['Hugo Martin', 'Nadia Petrova', 'Clara Jensen', 'Inês Duarte', 'Amira Haddad'],
  buckets: [
    {
      name: 'Message',
      from: -70,
      to: -25,
      steps: ['First draft', 'Read by a rider', 'Approved'],
      tasks: [
        'Say what a pass is in one sentence',
        'Choose the name of the yearly pass',
        'Write the page about prices',
        'Write the page about students and seniors',
        'Write ten answers for support',
        'Agree on the tone with the city',
        'Translate the pages into French',
        'Translate the pages into Turkish',
        'Translate the pages into Arabic',
        'Film a ride with a pass',
        'Photograph six riders',
        'Check every text with the lawyer',
      ],
    },
    {
      name: 'Channels',
      from: -45,
      to: 12,
      steps: ['Brief', 'Design', 'Proof', 'Booked'],
      tasks: [
        'Posters for the underground',
        'Screens in buses',
        'Stickers for twelve hundred bikes',
        'A banner in the app',
        'The letter to members',
        'The e-mail to former riders',
        'The post for employers',
        'The radio spot',
        'The page in the city’s magazine',
        'The stand at the spring market',
        'Flags at the new docks',
        'Cards for bicycle shops',
        'A film before the feature film',
        'The story for the local paper',
      ],
    },
    {
      name: 'Partners',
      from: -60,
      to: 20,
      tasks: [
        'Contract with the university',
        'Contract with the hospital',
        'Contract with the transport company',
        'Prices for city employees',
        'Voucher with the theatre',
        'Voucher with the market hall',
        'Talk to the tenants’ association',
        'Talk to the shop owners at the square',
        'Offer for hotels',
        'Offer for conference guests',
        'Report for the sponsor of the docks',
        'Meet the council’s transport committee',
      ],
    },
    {
      name: 'Launch day',
      from: -12,
      to: 27,
      steps: ['Named a person', 'Tried once'],
      tasks: [
        'Choose the square',
        'Permit for the stage',
        'Invite the mayor',
        'Invite the first hundred members',
        'Order the tents',
        'Order drinks',
        'Plan the ride along the river',
        'Helmets for guests',
        'First aid on site',
        'Sound and light',
        'Run sheet by the minute',
        'Plan for rain',
        'Photographer and film',
        'Press list and badges',
        'Staff for the stand',
        'Clean up the square',
      ],
    },
    {
      name: 'After the launch',
      from: 20,
      to: 60,
      tasks: [
        'Count new members every week',
        'Ask leavers why',
        'Thank the partners',
        'Report to the city',
        'Keep what worked for the next city',
        'Pay the agency',
      ],
    },
  ],
}

export const NEIGHBOURS: DemoPlan = {
  title: 'Docks: neighbours and city',
  categories: { category1: 'Complaint', category2: 'Permit', category3: 'At risk' },
  team: ['Nadia Petrova', 'Hugo Martin', 'Mara Lindt', 'Tobias Brandt'],
  buckets: [
    'North Square',
    'River Walk',
    'Station',
    'Old Market',
    'Hospital',
    'University',
    'Harbour',
    'South Park',
  ].map((site, index) => ({
    name: site,
    from: -66 + index * 7,
    to: -20 + index * 9,
    steps: index % 2 === 0 ? ['Asked', 'Answered'] : [],
    tasks: [
      `Letter to the neighbours of ${site}`,
      `Evening for questions at ${site}`,
      `Answer complaints about ${site}`,
      `Agree on parking at ${site}`,
      `Choose the place of the tree at ${site}`,
      `Opening of the dock at ${site}`,
      `Sign with the rules at ${site}`,
      `Look at ${site} after four weeks`,
    ],
  })),
}
