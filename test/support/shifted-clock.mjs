// Loaded by `node --import` into a server that tests look at: it lives `PMO_TEST_SHIFT_MS` away from now, so that
// what it shows is of the same days at every run. JavaScript, since threads of every kind load it.
const shift = Number(process.env['PMO_TEST_SHIFT_MS'] ?? 0)

if (shift !== 0) {
  const RealDate = globalThis.Date
  const now = () => RealDate.now() + shift
  // A proxy, so that dates from elsewhere stay instances of it.
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [now()] : args,
        newTarget === globalThis.Date ? target : newTarget,
      ),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  const { instant, timeZoneId } = Temporal.Now
  const at = () => instant().add({ milliseconds: shift })
  const zoned = (zone) => at().toZonedDateTimeISO(zone ?? timeZoneId())
  Object.assign(Temporal.Now, {
    instant: at,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone) => zoned(zone).toPlainTime(),
  })
}
