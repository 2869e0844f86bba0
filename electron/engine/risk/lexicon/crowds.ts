import type { Vocabulary } from './sense';

/** Many people at once, those whom data is given to, and how a file is chosen to be given; of all languages. */
export const CROWDS: Vocabulary = {
  crowd: `contacts contact_list address_book leads all_members all_users all_customers all_clients all_patients all_employees
    all_students all_subscribers everyone customer_list client_list patient_list member_list user_list subscriber_list employee_list
    mailing_list guest_list attendee_list participant_list donor_list list_of_members list_of_users list_of_customers list_of_patients
    patients customers clients members users subscribers employees attendees participants donors students patient_records
    customer_data user_data personal_data household team_members
    kontakte alle_kontakte kontaktliste adressbuch kundenliste patientenliste mitgliederliste teilnehmerliste mitarbeiterliste
    benutzerliste alle_kunden alle_patienten alle_mitglieder alle_benutzer kundendaten patientendaten
    contacts carnet_d_adresses liste_des_clients liste_des_patients liste_des_membres liste_des_utilisateurs tous_les_clients
    tous_les_patients tous_les_membres liste_clients liste_patients
    contactos lista_de_clientes lista_de_pacientes lista_de_usuarios lista_de_miembros todos_los_clientes todos_los_usuarios
    todos_los_contactos lista_de_contactos libreta_de_direcciones contatos lista_de_contatos lista_de_membros todos_os_clientes
    todos_os_usuários contatti rubrica elenco_clienti elenco_pazienti elenco_utenti lista_clienti lista_pazienti tutti_i_contatti
    contacten contactpersonen klantenlijst patiëntenlijst ledenlijst alle_klanten alle_leden adresboek
    contacte lista_clienților lista_pacienților kontakter kundlista patientlista medlemslista adressbok kundeliste patientliste
    pasientliste medlemsliste yhteystiedot asiakasluettelo potilasluettelo jäsenluettelo névjegyek ügyféllista betegek_listája
    kontakty listę_klientów lista_klientów listę_pacjentów lista_pacjentów seznam_klientů seznam_zákazníků seznam_pacientů
    kişileri tüm_kişiler müşteri_listesi hasta_listesi контакты все_контакты список_клиентов список_пациентов список_пользователей
    список_участников контакти всі_контакти список_клієнтів список_пацієнтів список_користувачів επαφές επαφών λίστα_πελατών
    λίστα_ασθενών אנשי_קשר רשימת_לקוחות רשימת_מטופלים جهات_الاتصال قائمة_العملاء قائمة_المرضى संपर्क सभी_संपर्क ग्राहक_सूची रोगी_सूची
    รายชื่อผู้ติดต่อ รายชื่อลูกค้า รายชื่อผู้ป่วย 連絡先 アドレス帳 顧客リスト 顧客一覧 患者リスト 患者一覧 会員リスト 会員一覧 ユーザー一覧 全ユーザー 联系人
    聯絡人 通讯录 通訊錄 客户列表 客戶列表 客户名单 患者名单 患者列表 会员名单 用户列表 所有用户 연락처 고객_목록 고객목록 환자_목록 환자목록 회원_목록
    회원목록 danh_bạ danh_sách_khách_hàng danh_sách_bệnh_nhân kontak daftar_pelanggan daftar_pasien`,
  others: `third_parties third_party partners partner_companies marketing_partners advertisers sponsors affiliates data_brokers
    on_behalf_of promotional_emails marketing_emails marketing_communications dritte dritten partnern partnerunternehmen im_namen
    werbezwecke werbezwecken tiers partenaires au_nom_de à_des_fins_publicitaires terceros socios_comerciales en_nombre_de
    fines_publicitarios terceiros parceiros em_nome_de terze_parti terzi partner_commerciali per_conto_di a_nome_di finalità_di_marketing
    derden namens terți terților în_numele tredje_part tredjeparter samarbetspartner tredjepart samarbejdspartnere på_vegne_af på_vegne_av
    för_räkning kolmansille_osapuolille kumppaneille puolesta harmadik_fél harmadik_felek nevében podmiotom_trzecim partnerom w_imieniu
    třetím_stranám partnerům jménem üçüncü_taraflarla üçüncü_taraf iş_ortaklarıyla adına третьим_лицам партнерам партнёрам от_имени
    третім_особам партнерам від_імені τρίτους συνεργάτες εκ_μέρους צד_שלישי צדדים_שלישיים בשם أطراف_ثالثة الشركاء نيابة_عن तृतीय_पक्ष
    साझेदारों की_ओर_से บุคคลที่สาม พันธมิตร ในนามของ 第三者 提携先 パートナー企業 に代わって 第三方 合作伙伴 合作夥伴 代表所有 제3자 파트너사 대신하여
    bên_thứ_ba đối_tác thay_mặt pihak_ketiga mitra atas_nama`,
  browse: `browse durchsuchen parcourir examinar procurar sfoglia bladeren răsfoire răsfoiește bläddra gennemse bla selaa tallózás
    przeglądaj procházet gözat обзор огляд περιήγηση עיון استعراض تصفح ब्राउज़ เรียกดู 参照 浏览 瀏覽 찾아보기 duyệt telusuri`,
  attach: `attach attach_a_file choose_a_file select_a_file pick_a_file add_a_file choose_photo choose_photos
    choose_image choose_document browse_for_file browse_for_files browse_your_computer browse_computer
    browse_device drop_files_here bestand_kiezen bestand_selecteren bestanden_kiezen foto_kiezen foto_auswählen bild_auswählen
    dokument_auswählen choisir_un_document choisir_des_fichiers sélectionner_des_fichiers choisir_une_photo seleccionar_archivos
    elegir_archivos elegir_foto escolher_arquivo escolher_ficheiro selecionar_arquivo selecionar_ficheiro anexar scegli_file seleziona_file
    scegli_un_file allega alege_fișierul alegeți_fișierul selectați_fișierul välj_fil välj_filer vælg_fil velg_fil bifoga vedhæft
    valitse_tiedosto liitä fájl_kiválasztása wybierz_plik wybierz_pliki załącz vybrat_soubor vybrat_soubory přiložit dosya_seç
    dosya_seçin выбрать_файл выберите_файл прикрепить вибрати_файл прикріпити επιλογή_αρχείου επισύναψη בחר_קובץ בחירת_קובץ
    اختر_ملف اختيار_ملف إرفاق फ़ाइल_चुनें संलग्न_करें เลือกไฟล์ แนบไฟล์ ファイルを選択 ファイル選択 选择文件 選擇檔案 附加文件 파일_선택 파일_첨부 chọn_tệp
    đính_kèm pilih_file pilih_berkas lampirkan`,
  people: `patientenliste mitarbeiterliste benutzerliste patientendaten klantenlijst patiëntenlijst patientlista patientliste`,
};
