import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { ApprovalsSection } from './approvals-section';
import { CheckUpSection } from './check-up-section';
import { EnginesSection } from './engines-section';
import { KeySection } from './key-section';
import { ModelAddressSection } from './model-address-section';
import './settings.css';

export function SettingsView() {
  return (
    <div className="settings">
      <div className="settings-column">
        <h1>Settings</h1>
        <CheckUpSection />
        <EnginesSection />
        <KeySection />
        <ModelAddressSection />
        <ApprovalsSection />
        <AppearanceSection />
        <AboutSection />
      </div>
    </div>
  );
}
