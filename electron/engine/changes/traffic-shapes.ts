import type { SentField } from './bodies/body-reading';

/** Hosts that only take in telemetry, errors, flags or captchas; what is sent there alters nothing of the user's. */
const COLLECTORS =
  /(?:^|\.)(?:google-analytics\.com|analytics\.google\.com|googletagmanager\.com|doubleclick\.net|googlesyndication\.com|googleadservices\.com|api\.segment\.io|cdn\.segment\.com|api2?\.amplitude\.com|api\.lab\.amplitude\.com|api(?:-js|-eu|-in)?\.mixpanel\.com|(?:us|eu)\.i\.posthog\.com|hotjar\.(?:com|io)|rs\.fullstory\.com|edge\.fullstory\.com|clarity\.ms|ingest(?:\.[a-z]{2})?\.sentry\.io|notify\.bugsnag\.com|sessions\.bugsnag\.com|nr-data\.net|browser-intake-(?:[a-z0-9]+-)?datadoghq\.(?:com|eu)|lr-ingest\.(?:io|com)|lr-in(?:-prod)?\.com|heapanalytics\.com|cloudflareinsights\.com|events\.launchdarkly\.com|clientstream\.launchdarkly\.com|featuregates\.org|statsigapi\.net|logx\.optimizely\.com|recaptcha\.net|hcaptcha\.com|challenges\.cloudflare\.com|data\.pendo\.io|omtrdc\.net|demdex\.net|quantserve\.com|scorecardresearch\.com|criteo\.com|bat\.bing\.com|mc\.yandex\.ru|px\.ads\.linkedin\.com|analytics\.tiktok\.com|tr\.snapchat\.com|ct\.pinterest\.com|go-mpulse\.net|akstat\.io|smartlook\.cloud|mouseflow\.com|contentsquare\.net|quantummetric\.com|bf\.dynatrace\.com|live\.dynatrace\.com|api\.rollbar\.com|plausible\.io|matomo\.cloud|piwik\.pro|chartbeat\.net|parsely\.com|newrelic\.com|adsrvr\.org|taboola\.com|outbrain\.com|adnxs\.com)$/i;

export const isCollector = (hostname: string): boolean => COLLECTORS.test(hostname);

/** Paths that are known for upkeep by themselves, as their makers name them. */
const UPKEEP_PATH =
  /(?:\/recaptcha\/|\/cdn-cgi\/(?:rum|challenge-platform|beacon)|\/api\/\d+\/envelope\/?$|\/g\/collect$|\/j\/collect$|^\/collect$|\/r\/collect$|\/sanctum\/csrf-cookie$|\/hub\w*\/negotiate$|\/signalr\/(?:negotiate|ping|start|poll|abort)|\/(?:intake\/v\d\/rum)|\/com\.snowplowanalytics|\/b\/ss\/|\/akam\/|\/_vercel\/(?:insights|speed-insights)\/|\/(?:matomo|piwik)\.php$|^\/(?:api\/)?decide\/?$|\/i\/v0\/e\/?$|\/\.well-known\/|\/_stcore\/|\/sockjs-node\/|\/__webpack_hmr|\/_next\/(?:data|image)|\/csp[-_]?report|\/rb_[\w-]+$)/i;

export const isUpkeepPath = (path: string): boolean => UPKEEP_PATH.test(path);

/** Last parts of paths that telemetry has, and other things have too: what is sent must look like it. */
const WEAK_PATH: ReadonlySet<string> = new Set([
  'event',
  'events',
  'log',
  'logs',
  'logging',
  'logger',
  'track',
  'tracking',
  'tracker',
  'collect',
  'stats',
  'statistics',
  'stat',
  'batch',
  'e',
  'i',
  't',
  'b',
  'p',
  'c',
  'pixel',
  'hit',
  'hits',
  'activity',
  'activities',
  'usage',
  'interaction',
  'interactions',
  'click',
  'clicks',
  'view',
  'views',
  'monitor',
  'monitoring',
  'capture',
  'ingest',
  'error',
  'errors',
  'identify',
  'page',
  'screen',
  'record',
  'report',
  'exposure',
  'diagnostics',
  'measure',
  'intake',
  'signals',
  'visit',
  'visits',
  'insights',
  'beat',
  'conversion',
  'engagement',
]);

export const isWeakPath = (part: string): boolean => WEAK_PATH.has(part);

const TELEMETRY_KEYS: ReadonlySet<string> = new Set(
  `event events eventname event_name eventtype event_type properties props timestamp ts time anonymousid anonymous_id distinct_id userid sessionid session_id
  deviceid device_id context url page pathname referrer referer useragent user_agent screen viewport level logger stack breadcrumbs release metrics metric
  duration durationms lcp cls fid inp ttfb fcp navigation dl dt tid cid uip sid sent_at sentat writekey write_key token api_key batch library sdk payload traceid trace_id
  spanid span_id appversion app_version platform os browser locale language timezone variation category label value loadtime memory fps line col filename
  clientid client_id visitorid visitor_id pageviewid pageview_id source component element selector x y count name type data msg message hostname env environment service severity experiment variant exposure eventcategory eventaction action ec ea el en ep epn`.split(
    /\s+/,
  ),
);
const SURE_KEYS =
  /^(?:event|events|event_?name|event_?type|properties|timestamp|ts|anonymous_?id|distinct_id|session_?id|device_?id|referrer|user_?agent|viewport|breadcrumbs|stack|metrics?|lcp|cls|inp|ttfb|fcp|tid|cid|sent_?at|write_?key|trace_?id|span_?id|level|visitor_?id|page_?view_?id|duration(?:ms)?|load_?time|logger|severity|batch|experiment|variant|exposure)$/i;

/** Whether something of what is sent tells when, or that, something happened. */
export const tellsMoments = (fields: readonly SentField[]): boolean =>
  fields
    .slice(0, 60)
    .some(
      ({ key, name }) =>
        /^(?:events?|timestamp|ts|time_?delta|properties)$/i.test(key) ||
        /(?:properties|events)[.[]/.test(name),
    );

/** Whether what is sent looks like telemetry and like nothing else: a moment, a name of an event, where in the page. */
export function isTelemetry(fields: readonly SentField[]): boolean {
  const some = fields.slice(0, 60).filter(({ key }) => key !== '');
  if (some.length === 0) return fields.length === 0;
  const known = some.filter(
    ({ name, key }) =>
      TELEMETRY_KEYS.has(key.toLowerCase()) ||
      /(?:properties|context|props|payload|data|metrics|events|batch)\b.*\./.test(name),
  );
  const sure = new Set(
    some
      .filter(({ key, name }) => SURE_KEYS.test(key) || /^(?:events|batch|metrics)\[/.test(name))
      .map(({ key }) => key),
  );
  return sure.size >= 2 && known.length * 3 >= some.length * 2;
}
