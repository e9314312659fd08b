import { expect, test } from 'vitest'
import { choice, COMPANY, IDS, startDataverseSimulator } from '../index.ts'

const APP = { clientId: 'app-1', clientSecret: 'secret-1' }

test('an app signs in with its own secret for this organisation alone, and reads with the token', async () => {
  await using simulator = await startDataverseSimulator({ ...COMPANY, app: APP })
  const signIn = async (fields: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${simulator.url}/contoso.onmicrosoft.com/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: APP.clientId,
        client_secret: APP.clientSecret,
        scope: `${simulator.url}/.default`,
        ...fields,
      }),
    })
  const refused = await Promise.all([
    signIn({ client_secret: 'wrong' }),
    signIn({ scope: 'https://graph.microsoft.com/.default' }),
    signIn({ grant_type: 'password' }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([401, 400, 400])
  const reply = await signIn({})
  // What this simulator answers to a sign-in.
  const { access_token: token } = (await reply.json()) as { readonly access_token: string }
  const read = await fetch(
    `${simulator.url}/api/data/v9.2/msdyn_projects(${IDS.project})?$select=msdyn_subject`,
    {
      headers: { authorization: `Bearer ${token}` },
    },
  )
  expect(await read.json()).toMatchObject({ msdyn_subject: 'Web shop' })
  expect(read.headers.get('odata-version')).toBe('4.0')
})

test('an edit falls right before the request that it is tied to', async () => {
  await using simulator = await startDataverseSimulator(COMPANY)
  const table = 'msdyn_project'
  simulator.editAtRequest(2, { kind: 'update', table, id: IDS.project, values: { msdyn_subject: 'Renamed' } })
  const subject = async (): Promise<unknown> => {
    const reply = await fetch(`${simulator.url}/api/data/v9.2/msdyn_projects(${IDS.project})`, {
      headers: { authorization: `Bearer ${simulator.token}` },
    })
    return ((await reply.json()) as { readonly msdyn_subject: string }).msdyn_subject // a row
  }
  expect([await subject(), await subject()]).toEqual(['Web shop', 'Renamed'])
})

test('writing is refused', async () => {
  await using simulator = await startDataverseSimulator(COMPANY)
  const reply = await fetch(`${simulator.url}/api/data/v9.2/msdyn_projects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(reply.status).toBe(405)
})

test('an organisation in another language shows its own labels', async () => {
  await using simulator = await startDataverseSimulator({
    ...COMPANY,
    tenant: {
      language: 1031,
      choices: {
        'msdyn_projecttaskdependency.msdyn_projecttaskdependencylinktype': [
          ...choice({ 3: 'Anfang-Anfang' }, 1031),
          { value: 1, labels: { 1033: 'Finish to Start', 1031: 'Ende-Anfang' } },
        ],
      },
    },
  })
  const reply = await fetch(
    `${simulator.url}/api/data/v9.2/msdyn_projecttaskdependencies(${IDS.link})?$select=msdyn_projecttaskdependencylinktype`,
    { headers: { authorization: `Bearer ${simulator.token}`, prefer: 'odata.include-annotations="*"' } },
  )
  expect(await reply.json()).toMatchObject({
    'msdyn_projecttaskdependencylinktype@OData.Community.Display.V1.FormattedValue': 'Ende-Anfang',
  })
})
