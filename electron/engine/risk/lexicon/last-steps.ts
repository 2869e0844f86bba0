import type { Vocabulary } from './sense';

/** What says that the next press does it, and controls that are pushed along instead of pressed; of all languages. */
export const LAST_STEPS: Vocabulary = {
  about: `about_to you_are_about_to you_re_about_to will_be_charged will_be_transferred will_be_deleted will_be_sent you_will_pay sie_sind_dabei im_begriff sie_überweisen sie_zahlen
    werden_überwiesen wird_überwiesen wird_abgebucht sur_le_point vous_allez sera_débité seront_débités a_punto_de se_va_a vas_a
    se_transferirán está_prestes prestes_a você_vai vai_transferir será_debitado stai_per sta_per state_per verrà_addebitato
    u_staat_op_het_punt je_staat_op_het_punt wordt_overgemaakt wordt_afgeschreven sunteți_pe_cale urmează_să du_är_på_väg du_kommer_att
    kommer_att du_er_ved_at du_er_i_ferd_med du_er_i_færd_med olet_aikeissa olet_siirtämässä olet_maksamassa arra_készül ön_most
    zamierzasz za_chwilę zostanie_przelane chystáte_se bude_převedeno üzeresiniz üzeresin вы_собираетесь будет_переведено
    будет_списано вы_переводите ви_збираєтеся буде_переказано буде_списано πρόκειται_να אתה_עומד את_עומדת עומדים_ל أنت_على_وشك
    على_وشك करने_जा_रहे คุณกำลังจะ กำลังจะ ようとしています 您将 您將 即将 即將 将被 송금합니다 이체합니다
    결제합니다 하려고 bạn_sắp sắp_chuyển anda_akan akan_ditransfer`,
  slide: `slide_to swipe_to drag_to slide_right_to hold_to press_and_hold slide_for swipe_for slide_across wischen schieben
    ziehen_zum gedrückt_halten glisser glissez faites_glisser maintenir_pour deslizar desliza deslice deslize arrastar_para arraste_para
    arrastra_para scorri trascina scorrere veeg vegen schuif schuiven glisează glisați svep dra_för_att stryg sveip skub pyyhkäise liu_uta
    csúsztassa húzza przesuń przeciągnij přejeďte posuňte potáhněte kaydır kaydırın kaydırarak проведите сдвиньте потяните смахните
    проведіть потягніть σύρετε החלק החליקו اسحب مرر स्लाइड स्वाइप เลื่อนเพื่อ ปัดเพื่อ スライドして スワイプして スライドで スワイプで 滑动 滑動
    밀어서 밀어 스와이프 trượt vuốt geser`,
};
