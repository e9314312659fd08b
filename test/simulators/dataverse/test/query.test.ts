import { afterEach, beforeEach, expect, test } from 'vitest'
import { assertHonest, DataverseSimulator } from '../index.ts'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { ask } from './client.ts'
import { COMPANY, IDS } from '../presets/company.ts'

describeWithFixtures('queries', ['specs/dataverse.project.derived.openapi.json'], () => {
  let simulator: DataverseSimulator

  beforeEach(async () => {
    simulator = await new DataverseSimulator({ ...COMPANY, gate: fixture('specs') }).ready()
  })

  afterEach(() => assertHonest(simulator))

  const titles = async (query: string): Promise<unknown[]> => {
    const { body } = await ask(simulator, `msdyn_projecttasks?$select=msdyn_subject&${query}`)
    return body.value.map((row) => row['msdyn_subject'])
  }

  test.each([
    [`$filter=_msdyn_parenttask_value eq ${IDS.phase}`, ['Design']],
    ['$filter=msdyn_effort gt 39.5 and msdyn_effort le 40', ['Design']],
    ['$filter=msdyn_effort eq null&$orderby=msdyn_displaysequence', ['Brief', 'Phase one', 'Launch']],
    ['$filter=not (msdyn_summary eq true) and msdyn_progress ne 0.25 and msdyn_progress ne 1', ['Launch']],
    [
      "$filter=startswith(msdyn_subject,'des') or endswith(msdyn_subject,'NCH')&$orderby=msdyn_subject",
      ['Design', 'Launch'],
    ],
    ["$filter=msdyn_subject eq 'o''hara' or msdyn_subject eq 'brief'", ['Brief']],
    ['$filter=msdyn_start ge 2026-02-02T09:00:00%2B01:00', ['Design']],
    [
      "$filter=Microsoft.Dynamics.CRM.In(PropertyName='msdyn_subject',PropertyValues=['Launch','x'])",
      ['Launch'],
    ],
    ['$orderby=msdyn_effort,msdyn_displaysequence desc', ['Launch', 'Phase one', 'Brief', 'Design']],
    ['$orderby=msdyn_displaysequence desc&$top=2', ['Launch', 'Design']],
  ])('%s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected)
  })

  test.each([
    ['msdyn_projecttasks?$filter=msdyn_effort is 4', 400, 'Syntax error'],
    ["msdyn_projecttasks?$filter=msdyn_effort eq '4'", 400, 'incompatible types'],
    ["msdyn_projecttasks?$filter=contains(msdyn_effort,'4')", 400, 'No function signature'],
    ['msdyn_projecttasks?$filter=(msdyn_effort eq 4', 400, 'Syntax error'],
    ["msdyn_projecttasks?$filter=msdyn_subject eq 'open", 400, 'not valid at position'],
    [`msdyn_projecttasks(${IDS.project})`, 404, 'Does Not Exist'],
  ])('%s is refused', async (query, status, message) => {
    const { status: found, body } = await ask(simulator, query)
    expect(found).toBe(status)
    expect(body.error.message).toContain(message)
  })

  test('a row comes with its ETag and the columns that were asked for', async () => {
    const path = `msdyn_projecttasks(${IDS.design})?$select=msdyn_progress`
    const { body } = await ask(simulator, path)
    expect(Object.keys(body)).toEqual([
      '@odata.context',
      '@odata.etag',
      'msdyn_projecttaskid',
      'msdyn_progress',
    ])
  })

  test('decimals have ten digits behind the point, as Dataverse writes them', async () => {
    const reply = await simulator.respond(
      new Request(
        `https://contoso.crm4.example/api/data/v9.2/msdyn_projecttasks(${IDS.design})?$select=msdyn_effort`,
        {
          headers: { authorization: `Bearer ${simulator.token}` },
        },
      ),
    )
    expect(await reply.text()).toContain('"msdyn_effort":40.0000000000')
  })

  test('a plan comes whole by $expand', async () => {
    const { body } = await ask(
      simulator,
      `msdyn_projects(${IDS.project})?$expand=msdyn_msdyn_project_msdyn_projecttask_project,msdyn_msdyn_project_msdyn_projecttaskdependency_Project,msdyn_msdyn_project_msdyn_resourceassignment_projectid`,
    )
    expect(body['msdyn_msdyn_project_msdyn_projecttask_project']).toHaveLength(4)
    expect(body['msdyn_msdyn_project_msdyn_projecttaskdependency_Project']).toHaveLength(2)
  })

  test('values are shown to people where that is asked for', async () => {
    const { body } = await ask(
      simulator,
      `msdyn_projecttasks(${IDS.design})?$select=statuscode,_msdyn_projectbucket_value,msdyn_start`,
      'odata.include-annotations="*"',
    )
    expect(body).toMatchObject({
      'statuscode@OData.Community.Display.V1.FormattedValue': 'Active',
      '_msdyn_projectbucket_value@OData.Community.Display.V1.FormattedValue': 'Design',
      '_msdyn_projectbucket_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'msdyn_projectbucket',
    })
  })

  test('pages are as long as asked, and their links lead through all rows once', async () => {
    const found: unknown[] = []
    let next: string | undefined = 'msdyn_projecttasks?$select=msdyn_subject&$orderby=msdyn_subject'
    for (let pages = 0; next !== undefined; pages++) {
      expect(pages).toBeLessThan(5)
      const { body, headers } = await ask(simulator, next, 'odata.maxpagesize=2')
      expect(headers.get('preference-applied')).toBe('odata.maxpagesize="2"')
      found.push(...body.value.map((row) => row['msdyn_subject']))
      next = body['@odata.nextLink']
    }
    expect(found).toEqual(['Brief', 'Design', 'Launch', 'Phase one'])
  })

  test('a token is needed, and none is told from a wrong one', async () => {
    const { status, headers } = await ask(simulator, 'WhoAmI', undefined, 'wrong')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('Bearer authorization_uri=')
  })

  test('definitions tell of change tracking, and choices of their options', async () => {
    const { body } = await ask(
      simulator,
      "EntityDefinitions?$select=LogicalName,EntitySetName,ChangeTrackingEnabled&$filter=LogicalName eq 'msdyn_projecttask' or LogicalName eq 'msdyn_projectlabel'",
    )
    expect(body.value).toMatchObject([
      { LogicalName: 'msdyn_projecttask', EntitySetName: 'msdyn_projecttasks', ChangeTrackingEnabled: true },
      { LogicalName: 'msdyn_projectlabel', ChangeTrackingEnabled: false },
    ])
    const choices = await ask(
      simulator,
      "EntityDefinitions(LogicalName='msdyn_projecttaskdependency')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet",
    )
    expect(choices.body.value.map((one) => one['LogicalName'])).toEqual([
      'msdyn_projecttaskdependencylinktype',
    ])
  })
})

test('what no organisation takes is refused: $skip, other options, unknown columns and tables', async () => {
  const simulator = new DataverseSimulator({
    ...COMPANY,
    tenant: { lacking: ['msdyn_program', 'msdyn_projecttask.msdyn_iscritical'] },
  })
  for (const [path, status, message] of [
    ['msdyn_projects?$skip=2', 400, 'Skip Clause is not supported in CRM'],
    ['msdyn_projects?$search=x', 400, 'The query parameter $search is not supported.'],
    [
      'msdyn_projecttasks?$select=msdyn_iscritical',
      400,
      "Could not find a property named 'msdyn_iscritical' on type 'Microsoft.Dynamics.CRM.msdyn_projecttask'.",
    ],
    ['msdyn_programs', 404, "Resource not found for the segment 'msdyn_programs'."],
  ] as const) {
    const { status: found, body } = await ask(simulator, path)
    expect([found, body.error.message]).toEqual([status, message])
  }
})
