import type { Vocabulary } from './sense';

/** Names of protections, as they stand beside a switch; of all languages. To turn one off nothing else need be said. */
export const PROTECTIONS: Vocabulary = {
  guard: `two_factor two_factor_authentication two_factor_auth 2fa mfa multi_factor multi_factor_authentication two_step_verification
    two_step_login firewall antivirus virus_protection malware_protection ransomware_protection spam_filter spam_filtering
    spam_protection phishing_protection ddos_protection fraud_protection fraud_detection backups automatic_backup automatic_backups
    auto_backup daily_backup daily_backups nightly_backup point_in_time_recovery delete_protection deletion_protection
    termination_protection branch_protection overdraft_protection require_approval requires_approval approval_required
    require_approvals require_review require_two_approvals dual_approval dual_control four_eyes encryption encrypt_data
    encryption_at_rest audit_log audit_logging login_alerts sign_in_alerts safe_browsing parental_controls tamper_protection
    write_protection object_lock retention_lock screen_lock require_password require_pin real_time_protection
    zwei_faktor zweifaktor* zwei_faktor_authentifizierung zwei_faktor_authentisierung 2_faktor_authentifizierung spamfilter spamschutz
    virenschutz virenscanner echtzeitschutz datensicherung automatische_sicherung automatische_sicherungen automatisches_backup
    löschschutz kündigungsschutz schreibschutz freigabe_erforderlich freigabe_erforderlich_machen genehmigung_erforderlich
    genehmigungspflicht vier_augen_prinzip vieraugenprinzip verschlüsselung jugendschutz kindersicherung brandmauer
    double_authentification authentification_à_deux_facteurs validation_en_deux_étapes double_facteur pare_feu anti_spam antispam
    filtre_anti_spam filtre_antispam protection_antivirus sauvegardes sauvegarde_automatique sauvegardes_automatiques
    protection_contre_la_suppression approbation_requise approbation_obligatoire exiger_une_approbation exiger_l_approbation
    double_validation chiffrement contrôle_parental
    autenticación_en_dos_pasos autenticación_de_dos_factores verificación_en_dos_pasos doble_factor cortafuegos filtro_de_spam
    filtro_antispam copias_de_seguridad copias_de_seguridad_automáticas copia_de_seguridad_automática protección_contra_eliminación
    protección_contra_borrado requerir_aprobación exigir_aprobación requiere_aprobación aprobación_obligatoria cifrado
    control_parental
    autenticação_de_dois_fatores autenticação_em_dois_fatores autenticação_em_duas_etapas verificação_em_duas_etapas filtro_de_spam
    antivírus cópias_de_segurança cópia_de_segurança_automática backup_automático backups_automáticos proteção_contra_exclusão
    proteção_contra_eliminação exigir_aprovação requer_aprovação aprovação_obrigatória criptografia encriptação controlo_parental
    autenticazione_a_due_fattori verifica_in_due_passaggi filtro_antispam filtro_spam backup_automatici
    protezione_da_eliminazione protezione_dall_eliminazione richiedi_approvazione approvazione_richiesta approvazione_obbligatoria
    crittografia cifratura controllo_genitori
    tweestapsverificatie tweefactorauthenticatie authenticatie_in_twee_stappen verificatie_in_twee_stappen virusbescherming
    automatische_back_up automatische_back_ups back_ups verwijderbeveiliging goedkeuring_vereist goedkeuring_vereisen versleuteling
    ouderlijk_toezicht
    autentificare_în_doi_pași autentificare_cu_doi_factori filtru_de_spam copii_de_rezervă necesită_aprobare protecție_la_ștergere
    criptare
    tvåfaktorsautentisering tvåstegsverifiering brandvägg skräppostfilter virusskydd säkerhetskopiering automatisk_säkerhetskopiering
    raderingsskydd kräv_godkännande kräver_godkännande kryptering
    tofaktorgodkendelse totrinsbekræftelse tofaktorautentisering totrinnsbekreftelse brannmur spamfilter søppelpostfilter
    virusbeskyttelse virusbeskyttelse sikkerhedskopiering sikkerhetskopiering kræv_godkendelse krever_godkjenning krev_godkjenning
    slettebeskyttelse
    kaksivaiheinen_tunnistautuminen kaksivaiheinen_todennus kaksivaiheinen_vahvistus palomuuri roskapostisuodatin
    virustorjunta varmuuskopiointi vaadi_hyväksyntä poistosuojaus salaus
    kétlépcsős_azonosítás kétfaktoros_hitelesítés tűzfal spamszűrő levélszemétszűrő vírusvédelem biztonsági_mentés
    biztonsági_mentések jóváhagyás_szükséges törlésvédelem titkosítás
    uwierzytelnianie_dwuskładnikowe weryfikacja_dwuetapowa logowanie_dwuetapowe zapora zapora_sieciowa filtr_spamu filtr_antyspamowy
    ochrona_antywirusowa kopie_zapasowe automatyczne_kopie_zapasowe ochrona_przed_usunięciem wymagaj_zatwierdzenia
    wymagaj_akceptacji wymagane_zatwierdzenie szyfrowanie
    dvoufázové_ověření dvoufaktorové_ověření dvoufaktorová_autentizace filtr_spamu spamový_filtr antivirová_ochrana
    zálohování automatické_zálohování zálohy ochrana_proti_smazání vyžadovat_schválení šifrování
    iki_faktörlü_kimlik_doğrulama iki_adımlı_doğrulama güvenlik_duvarı spam_filtresi istenmeyen_posta_filtresi virüs_koruması
    otomatik_yedekleme yedekleme yedeklemeler silme_koruması onay_gerektir onay_gerekli şifreleme
    двухфакторная_аутентификация двухэтапная_аутентификация двухэтапная_проверка брандмауэр межсетевой_экран спам_фильтр
    фильтр_спама защита_от_спама антивирус антивирусная_защита резервное_копирование резервные_копии автоматическое_копирование
    защита_от_удаления требовать_одобрения требовать_подтверждения требуется_одобрение шифрование родительский_контроль
    двофакторна_автентифікація двоетапна_перевірка брандмауер спам_фільтр фільтр_спаму захист_від_спаму антивірус
    резервне_копіювання резервні_копії захист_від_видалення вимагати_схвалення потрібне_схвалення шифрування
    έλεγχος_ταυτότητας_δύο_παραγόντων επαλήθευση_σε_δύο_βήματα τείχος_προστασίας φίλτρο_ανεπιθύμητων αντίγραφα_ασφαλείας
    προστασία_από_διαγραφή απαιτείται_έγκριση κρυπτογράφηση
    אימות_דו_שלבי חומת_אש מסנן_ספאם גיבוי_אוטומטי גיבויים הגנה_מפני_מחיקה דרוש_אישור הצפנה
    المصادقة_الثنائية التحقق_بخطوتين جدار_الحماية مرشح_البريد_العشوائي النسخ_الاحتياطي الحماية_من_الحذف طلب_الموافقة التشفير
    दो_चरणीय_सत्यापन द्वि_चरणीय_सत्यापन फ़ायरवॉल स्पैम_फ़िल्टर स्वचालित_बैकअप अनुमोदन_आवश्यक एन्क्रिप्शन
    การยืนยันตัวตนสองขั้นตอน การยืนยันสองขั้นตอน ไฟร์วอลล์ ตัวกรองสแปม การสำรองข้อมูล ต้องได้รับอนุมัติ การเข้ารหัส
    二段階認証 2段階認証 二要素認証 2要素認証 多要素認証 ファイアウォール 迷惑メールフィルタ スパムフィルタ ウイルス対策 自動バックアップ
    削除保護 削除防止 承認を必須 承認必須 承認が必要 暗号化
    双重验证 双因素认证 两步验证 雙重驗證 兩步驟驗證 防火墙 防火牆 垃圾邮件过滤 垃圾郵件過濾 病毒防护 自动备份 自動備份 删除保护 刪除保護 需要审批
    需要批准 需要核准 加密
    2단계_인증 2단계인증 이중_인증 방화벽 스팸_필터 스팸필터 자동_백업 자동백업 삭제_방지 승인_필요 승인_필수 암호화
    xác_thực_hai_yếu_tố xác_minh_hai_bước xác_minh_2_bước tường_lửa bộ_lọc_thư_rác sao_lưu_tự_động yêu_cầu_phê_duyệt mã_hóa
    autentikasi_dua_faktor verifikasi_dua_langkah tembok_api filter_spam pencadangan pencadangan_otomatis cadangan_otomatis
    perlindungan_penghapusan wajib_persetujuan perlu_persetujuan enkripsi`,
  access: `tweestapsverificatie tweefactorauthenticatie tvåfaktorsautentisering tvåstegsverifiering tofaktorgodkendelse totrinsbekræftelse`,
  grave: `sauvegardes`,
};
