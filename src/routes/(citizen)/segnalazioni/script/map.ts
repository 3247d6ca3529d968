// The requests of the list on the map, loaded when somebody asks for it. A mark stands for one request or for all that lie
// together at the present scale: it opens their links, or goes nearer until they lie apart.
import { divIcon, latLngBounds, layerGroup, marker as putMarker, popup, type Map as LeafletMap } from 'leaflet';
import { makeMap, openBox, type OpenBox } from '#lib/ui/map/script/make-map.ts';
import { groupNearby } from './group-nearby.ts';

type Shown = { href: string; title: string; about: string; latitude: number; longitude: number };
type Answer = { requests: Shown[]; more: boolean };
type Group = [Shown, ...Shown[]];

/** Pixels: the width of a mark, for fingers. */
const width = 44;
/** Nearer than this the grid on which public points stand would look like streets. */
const nearest = 17;

async function showList(box: OpenBox): Promise<void> {
  const answer = await ask(box.data.from ?? '');
  if (!answer || answer.requests.length === 0) {
    box.place.hidden = true;
    box.say((answer ? box.data.none : box.data.failed) ?? '');
    return;
  }
  const map = makeMap(box, { keyboard: true, maxZoom: nearest });
  map.fitBounds(boundsOf(answer.requests), { padding: [width, width], maxZoom: 16, animate: false });
  drawMarks(map, box.data, answer.requests);
  const told = answer.more ? box.data.newest : answer.requests.length === 1 ? box.data.one : box.data.all;
  box.say((told ?? '').replace('{count}', String(answer.requests.length)));
  box.place.focus();
}

async function ask(address: string): Promise<Answer | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

function drawMarks(map: LeafletMap, words: DOMStringMap, requests: readonly Shown[]): void {
  const marks = layerGroup().addTo(map);
  /** Whose mark has the focus once the map has come nearer. */
  let wanted: Shown | null = null;
  map.on('zoomend', draw);
  draw();

  function draw(): void {
    marks.clearLayers();
    for (const group of groupNearby(requests, (request) => map.project(at(request)), width)) drawMark(group);
    wanted = null;
  }

  function drawMark(group: Group): void {
    const [first] = group;
    const html = group.length === 1 ? '' : String(group.length);
    const icon = divIcon({ className: 'spot', html, iconSize: [width, width] });
    const mark = putMarker(at(first), { icon, riseOnHover: true }).addTo(marks);
    const element = mark.getElement();
    if (!element) return;
    const name = group.length === 1 ? `${first.title}, ${first.about}` : (words.group ?? '');
    element.setAttribute('aria-label', name.replace('{count}', html));
    mark.on('click', () => {
      open(group, element);
    });
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      open(group, element);
    });
    if (wanted && group.includes(wanted)) element.focus();
  }

  function open(group: Group, mark: HTMLElement): void {
    const bounds = boundsOf(group);
    if (map.getZoom() < nearest && !bounds.getSouthWest().equals(bounds.getNorthEast())) {
      [wanted] = group;
      map.setView(bounds.getCenter(), Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds)));
      return;
    }
    const links = linksOf(group);
    // Its own button to close speaks English; a touch beside it and Esc close it too.
    const opened = popup({
      maxWidth: 208,
      maxHeight: 208,
      closeButton: false,
      offset: [0, -12],
      // Beside the buttons that make the map larger.
      autoPanPaddingTopLeft: [64, 8],
    })
      .setLatLng(at(group[0]))
      .setContent(links);
    links.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      map.closePopup(opened);
      mark.focus();
    });
    opened.openOn(map);
    links.querySelector('a')?.focus();
  }
}

function linksOf(group: Group): HTMLElement {
  const list = document.createElement('ul');
  for (const { href, title, about } of group) {
    const item = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href, textContent: title });
    const more = Object.assign(document.createElement('span'), { textContent: about });
    item.append(link, more);
    list.append(item);
  }
  return list;
}

function boundsOf(requests: readonly Shown[]) {
  return latLngBounds(requests.map(at));
}

function at({ latitude, longitude }: Shown): [number, number] {
  return [latitude, longitude];
}

const box = openBox(document);
if (box) void showList(box);
