import fc from 'fast-check'

/** A measured figure of a project; without a value it is not known. */
export const drawnFigure = fc.record({
  id: fc.constantFrom(
    'earned-value.cpi',
    'earned-value.spi',
    'earned-value.vac',
    'earned-value.tcpi',
    'earned-schedule.spi',
  ),
  value: fc.option(fc.constantFrom(0, 0.5, 0.9, 0.949, 0.95, 1, 1.2), { nil: undefined, freq: 4 }),
})
