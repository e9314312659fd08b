/** A plan whose times lie where zones could shift them to another day: at midnight, and where clocks are put on. */
export const projectXml = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
<SaveVersion>14</SaveVersion><Name>Dates</Name><Title>Dates</Title><Manager>Ida Nordlicht</Manager>
<CreationDate>2026-01-01T00:00:00</CreationDate><LastSaved>2026-03-29T02:30:00</LastSaved>
<StartDate>2026-01-01T00:00:00</StartDate><FinishDate>2026-12-31T23:59:00</FinishDate>
<CurrencyCode>EUR</CurrencyCode><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<MinutesPerWeek>2400</MinutesPerWeek><DaysPerMonth>20</DaysPerMonth>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>00:00:00</FromTime><ToTime>08:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
</WeekDays><Exceptions><Exception><EnteredByOccurrences>0</EnteredByOccurrences><TimePeriod><FromDate>2026-12-31T00:00:00</FromDate><ToDate>2026-12-31T23:59:00</ToDate></TimePeriod><Occurrences>1</Occurrences><Name>Last day</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions></Calendar></Calendars>
<Tasks>
<Task><UID>1</UID><ID>1</ID><Name>New year</Name><OutlineLevel>1</OutlineLevel><Start>2026-01-01T00:00:00</Start><Finish>2026-01-01T23:59:59</Finish><Duration>PT8H0M0S</Duration><Deadline>2026-12-31T23:59:00</Deadline><ConstraintType>4</ConstraintType><ConstraintDate>2026-01-01T00:00:00</ConstraintDate><PercentComplete>50</PercentComplete><ActualStart>2026-01-01T00:00:00</ActualStart><Baseline><Number>0</Number><Start>2026-01-01T00:00:00</Start><Finish>2026-01-02T00:00:00</Finish></Baseline></Task>
<Task><UID>2</UID><ID>2</ID><Name>Clocks are put on</Name><OutlineLevel>1</OutlineLevel><Start>2026-03-29T02:30:00</Start><Finish>2026-10-25T02:30:00</Finish><Duration>PT16H0M0S</Duration><PercentComplete>0</PercentComplete><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
</Tasks>
<Resources><Resource><UID>1</UID><ID>1</ID><Name>Ida Nordlicht</Name><EmailAddress>ida.nordlicht@plan.example</EmailAddress><Type>1</Type><MaxUnits>1</MaxUnits></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT8H0M0S</Work><Start>2026-01-01T00:00:00</Start><Finish>2026-01-01T23:59:59</Finish></Assignment></Assignments>
</Project>`
