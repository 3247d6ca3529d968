// Where scripts run a button prints; the sentence that says how to do without stands there for everybody else.
const box = document.getElementById('print');
const how = document.getElementById('print-how');
if (box) {
  box.hidden = false;
  box.querySelector('button')?.addEventListener('click', () => {
    window.print();
  });
}
if (how) how.hidden = true;
