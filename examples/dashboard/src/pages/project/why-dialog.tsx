import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText, shareText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { floatText, type MilestoneRow } from './milestone-rows.ts'

type Forecast = Outputs['forecast']['run']

/** What the days of a milestone rest on: the chain that sets its day, and what decides its forecast. */
export function WhyDialog({
  row,
  forecast,
  asOf,
  close,
}: {
  readonly row: MilestoneRow
  /** Absent: there is none. */
  readonly forecast: Forecast | undefined
  readonly asOf: string | undefined
  readonly close: () => void
}) {
  const { trpc } = usePmo()
  const query = useQuery(
    trpc.schedule.explain.queryOptions({
      item: row.item,
      ...(asOf !== undefined && { asOf }),
    }),
  )
  return (
    <Dialog title={`Why ${row.title} is on ${dayText(row.scheduled)}`} wide close={close}>
      <dl className="facts">
        <dt>Promised</dt>
        <dd>{row.promised === undefined ? 'nothing promised' : dayText(row.promised)}</dd>
        <dt>Baseline</dt>
        <dd>{row.baseline === undefined ? 'none' : dayText(row.baseline)}</dd>
        <dt>Float</dt>
        <dd>{floatText(row)}</dd>
      </dl>
      <section className="stack">
        <h3>What sets its day</h3>
        <QueryView query={query} what="the reason">
          {({ steps, more, outlook }) => (
            <>
              <ol>
                {steps.map((step, index) => (
                  <li key={index}>
                    {step.kind === 'workItem' ? (
                      <ItemLink connection={step.connection} itemRef={step.ref} title={step.sentence} />
                    ) : (
                      step.sentence
                    )}
                  </li>
                ))}
              </ol>
              {more && <p className="quiet">The chain is longer.</p>}
              {outlook.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </>
          )}
        </QueryView>
      </section>
      {forecast !== undefined && <Decisive forecast={forecast} row={row} />}
      {row.assumptions.length > 0 && (
        <section>
          <h3>Taken for granted</h3>
          <ul>
            {row.assumptions.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

/** The items whose spread decides when a project is finished. */
function Decisive({
  forecast: { items, iterations },
  row: { p50, p80, chance },
}: {
  readonly forecast: Forecast
  readonly row: MilestoneRow
}) {
  return (
    <section className="stack">
      <h3>What decides the forecast</h3>
      <p>
        Of {iterations} courses half end by {dayText(p50)}, four in five by {dayText(p80)}
        {chance !== undefined && `, and ${shareText(chance)} keep the promise`}.
      </p>
      {items.length === 0 ? (
        <p className="quiet">No duration is uncertain.</p>
      ) : (
        <div className="scroll-x" role="region" aria-label="Items that decide the forecast" tabIndex={0}>
          <table className="table">
            <caption>The items that decide most, by how often they set the end and how far they vary</caption>
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col" className="number">
                  On the critical path
                </th>
                <th scope="col">Its spread</th>
                <th scope="col">Of the end of</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={`${one.connection}\n${one.kind}\n${one.ref}`}>
                  <td>
                    {one.kind === 'workItem' ? (
                      <ItemLink
                        connection={one.connection}
                        itemRef={one.ref}
                        name={one.key}
                        title={one.title}
                      />
                    ) : (
                      one.title
                    )}
                  </td>
                  <td className="number">{shareText(one.criticality)}</td>
                  <td>{one.basis ?? 'its duration is certain'}</td>
                  <td>{one.of}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
