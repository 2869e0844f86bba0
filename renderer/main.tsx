import './client/zod-without-eval';
import './tokens.css';
import './base.css';
import { createRoot } from 'react-dom/client';
import { assertDefined } from '../shared/assert';
import { App } from './app';
// After those of every part, which it goes over.
import './forced-colors.css';
import { createAirlockClient, provideClient } from './client/airlock-client';
import { connectDraft } from './forms/draft-store';
import { connectPolicyDrafts } from './forms/policy-drafts';
import { connectStores } from './stores/connect-stores';
import { connectTheme } from './stores/theme-store';

provideClient(createAirlockClient(window.airlock));
connectTheme();
connectDraft();
connectPolicyDrafts();
connectStores();
createRoot(assertDefined(document.getElementById('root'), 'element #root')).render(<App />);
