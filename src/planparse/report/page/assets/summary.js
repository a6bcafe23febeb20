// The numbers at the top, and what deserves a look; they answer the filters like every other part.

function fillSummary(stock, sieve, parts) {
  const { tasks, days } = parts.tasks.tables;
  const left = sieve.tasks();
  const indicators = sieve.indicators();
  const touched = sieve.isOpen ? stock.plans.current : plansOf(stock, [[tasks, left], [parts.matrix.tables.indicators, indicators]]);
  const places = new Set();
  let plans = 0;
  touched.forEach((isThere, plan) => {
    if (!isThere) return;
    plans += 1;
    places.add(stock.plans.place[plan]);
  });
  let overdue = 0;
  tasks.due.forEach((due, task) => { if (due !== null && due < PAGE.today && left[task]) overdue += 1; });
  const soon = new Set();
  for (let at = 0; at < days.day.length; at++) {
    if (days.day[at] >= PAGE.today && days.day[at] <= PAGE.today + PAGE.ahead && left[days.task[at]]) soon.add(days.task[at]);
  }
  const count = (mask) => mask.reduce((sum, one) => sum + one, 0);
  const numbers = { communes: places.size, plans, tasks: count(left), indicators: count(indicators), overdue, soon: soon.size };
  for (const [name, n] of Object.entries(numbers)) find(`sum-${name}`).textContent = NUMBERS.format(n);
  find("status").textContent = say("filter.status", numbers);
}

/** Plans of which a record is left. */
function plansOf(stock, tables) {
  const mask = new Uint8Array(stock.count);
  for (const [table, left] of tables) left.forEach((isLeft, row) => { if (isLeft) mask[table.plan[row]] = 1; });
  return mask;
}
