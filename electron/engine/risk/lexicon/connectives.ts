import type { Vocabulary } from './sense';

/** The few words that make a name out of any verb before or behind them, and those that join two verbs; of all languages. */
export const CONNECTIVES: Vocabulary = {
  record: `history settings options preferences policy help guide tutorial statistics stats chart docs documentation faq log
    logs queue activity trends analytics calculator limits verlauf *verlauf *historie einstellungen *einstellungen *optionen hilfe
    *richtlinie *richtlinien statistik *statistik anleitung historique paramètres réglages statistiques préférences historial
    configuración ajustes opciones ayuda estadísticas preferencias histórico configurações definições opções ajuda estatísticas
    cronologia storico impostazioni opzioni guida statistiche geschiedenis *geschiedenis instellingen *instellingen opties historik
    *historik inställningar *inställningar statistik indstillinger *indstillinger innstillinger *innstillinger *historikk historikk
    historia *historia asetukset *asetukset tilastot ustawienia statystyki pomoc historie nastavení statistiky nápověda geçmişi
    ayarları ayarlar geçmiş istatistikleri yardım история истории настройки статистика справка історія налаштування довідка ιστορικό
    ρυθμίσεις στατιστικά βοήθεια 履歴 設定 統計 ヘルプ 历史 歷史 记录 紀錄 设置 統計資料 帮助中心 설정 내역 통계 이력 도움말 سجل إعدادات
    إحصائيات مساعدة इतिहास सेटिंग्स सेटिंग आंकड़े मदद`,
  and: `and then und dann et puis y e ed en och og ja i oraz a ve и та й και و और`,
};
