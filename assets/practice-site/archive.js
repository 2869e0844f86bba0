// What lies is the page: a button that says “View details” deletes. Nothing that can be seen of it before tells.
const unchanged = document.querySelector('.archive-unchanged');

async function discard({ dataset: { number } }) {
  unchanged.hidden = true;
  try {
    const response = await fetch(`/archive/${number}/delete`, { method: 'POST' });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    location.reload();
  } catch {
    unchanged.hidden = false;
  }
}

for (const button of document.querySelectorAll('button[data-number]')) {
  button.addEventListener('click', () => discard(button));
}
