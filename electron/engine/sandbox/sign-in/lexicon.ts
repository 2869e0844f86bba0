/**
 * What the words around a form say it is for, in the languages that risk is judged in. `_` is a blank, `*` any ending. Of
 * scripts that are written without blanks a word counts wherever it stands.
 */
export type Meaning =
  | 'userName'
  | 'password'
  | 'newPassword'
  | 'code'
  | 'signIn'
  | 'signUp'
  | 'changePassword'
  | 'search'
  | 'newsletter'
  | 'next'
  | 'otherWay'
  | 'noCode';

export const MEANINGS: Readonly<Record<Meaning, string>> = {
  userName: `user_name username user_id userid user login_name login_id login email e_mail mail email_address e_mail_address account account_name
    account_id phone phone_number mobile_number member_id customer_number identifier
    benutzername benutzerkennung benutzer nutzername kennung anmeldename e_mail_adresse kundennummer mitgliedsnummer
    identifiant nom_d_utilisateur utilisateur adresse_e_mail courriel adresse_mail numéro_client
    usuario nombre_de_usuario correo correo_electrónico dirección_de_correo identificador
    usuário utilizador nome_de_usuário nome_de_utilizador endereço_de_e_mail
    nome_utente utente indirizzo_e_mail gebruikersnaam gebruiker e_mailadres emailadres klantnummer
    nume_utilizator nume_de_utilizator utilizator adresă_de_e_mail
    användarnamn användare e_postadress e_post brukernavn e_postadresse bruger brugernavn e_mailadresse notendanafn netfang
    käyttäjätunnus käyttäjänimi tunnus sähköposti sähköpostiosoite felhasználónév felhasználó e_mail_cím
    nazwa_użytkownika użytkownik identyfikator adres_e_mail uživatelské_jméno uživatel používateľské_meno přihlašovací_jméno
    kullanıcı_adı kullanıcı e_posta e_posta_adresi имя_пользователя логин пользователь электронная_почта почта эл_почта
    ім_я_користувача користувач логін електронна_пошта όνομα_χρήστη χρήστης ηλεκτρονικό_ταχυδρομείο διεύθυνση_email
    שם_משתמש דואר_אלקטרוני אימייל דוא_ל اسم_المستخدم البريد_الإلكتروني البريد_الالكتروني
    उपयोगकर्ता_नाम यूज़रनेम ईमेल ชื่อผู้ใช้ อีเมล ユーザー名 ユーザーID ユーザID メールアドレス ログインID 用户名 用戶名 账号 帳號 邮箱 電子郵件 使用者名稱 手机号
    사용자_이름 사용자이름 아이디 이메일 tên_đăng_nhập tên_người_dùng tài_khoản nama_pengguna surel alamat_email`,
  password: `password passwd passphrase passcode pwd pass kennwort passwort mot_de_passe contraseña clave senha palavra_passe password_attuale
    wachtwoord parolă parola lösenord passord adgangskode kodeord lykilorð salasana jelszó hasło heslo şifre пароль пароля гасло κωδικός_πρόσβασης
    συνθηματικό סיסמה סיסמא كلمة_المرور كلمة_السر पासवर्ड รหัสผ่าน パスワード 密码 密碼 口令 비밀번호 암호 mật_khẩu kata_sandi sandi`,
  newPassword: `new_password newpassword confirm_password confirmpassword password_confirmation repeat_password retype_password re_enter_password
    verify_password choose_a_password create_a_password create_password password_2 password2 passwordconfirm password_repeat repeatpassword newpass password_again
    neues_passwort neues_kennwort passwort_wiederholen passwort_bestätigen kennwort_bestätigen passwort_wählen nouveau_mot_de_passe confirmer_le_mot_de_passe
    confirmez_le_mot_de_passe nueva_contraseña confirmar_contraseña repetir_contraseña repite_la_contraseña nova_senha confirmar_senha nova_palavra_passe
    nuova_password conferma_password ripeti_password nieuw_wachtwoord wachtwoord_bevestigen herhaal_wachtwoord parolă_nouă confirmă_parola confirmați_parola
    nytt_lösenord bekräfta_lösenord upprepa_lösenord nytt_passord bekreft_passord ny_adgangskode bekræft_adgangskode gentag_adgangskode uusi_salasana vahvista_salasana
    új_jelszó jelszó_megerősítése nowe_hasło powtórz_hasło potwierdź_hasło nové_heslo potvrzení_hesla heslo_znovu yeni_şifre şifre_tekrar yeni_parola
    новый_пароль подтвердите_пароль повторите_пароль новий_пароль підтвердіть_пароль νέος_κωδικός επιβεβαίωση_κωδικού סיסמה_חדשה אימות_סיסמה
    كلمة_مرور_جديدة كلمة_المرور_الجديدة تأكيد_كلمة_المرور नया_पासवर्ड पासवर्ड_की_पुष्टि รหัสผ่านใหม่ ยืนยันรหัสผ่าน 新しいパスワード パスワード確認 パスワードの確認 新密码 新密碼 确认密码 確認密碼
    새_비밀번호 비밀번호_확인 mật_khẩu_mới xác_nhận_mật_khẩu nhập_lại_mật_khẩu kata_sandi_baru konfirmasi_kata_sandi`,
  code: `code otp totp one_time_code onetimecode one_time_password verification_code security_code authentication_code authenticator authenticator_code auth_code
    two_factor two_factor_code 2fa mfa 2fa_code 6_digit_code six_digit_code passcode token pin_code login_code sms_code access_code verification
    bestätigungscode sicherheitscode einmalcode einmalpasswort einmalkennwort prüfcode tan zweiter_faktor code_de_vérification code_de_sécurité code_à_usage_unique
    código código_de_verificación código_de_seguridad código_de_verificação código_de_segurança codice codice_di_verifica codice_di_sicurezza verificatiecode
    beveiligingscode eenmalige_code toegangscode cod_de_verificare cod verifieringskod säkerhetskod engångskod kod bekreftelseskode engangskode kode bekræftelseskode öryggiskóði
    vahvistuskoodi kertakäyttökoodi tunnusluku koodi ellenőrző_kód biztonsági_kód kód kod_weryfikacyjny kod_jednorazowy kod_sms ověřovací_kód jednorázový_kód bezpečnostní_kód
    doğrulama_kodu onay_kodu güvenlik_kodu код код_подтверждения одноразовый_код код_безопасности код_підтвердження одноразовий_код κωδικός_επαλήθευσης κωδικός_μίας_χρήσης
    קוד קוד_אימות رمز_التحقق رمز_الأمان الرمز सत्यापन_कोड कोड ओटीपी รหัสยืนยัน รหัส_otp 確認コード 認証コード ワンタイムパスワード セキュリティコード 验证码 驗證碼 动态码 安全码 인증번호 인증_코드 인증코드 보안_코드
    mã_xác_nhận mã_xác_minh mã_otp kode_verifikasi kode_otp`,
  signIn: `sign_in signin log_in login log_on logon sign_on signon sign_in_to access_your_account welcome_back unlock authenticate enter_your_password
    anmelden anmeldung einloggen login_bereich se_connecter connexion connectez_vous s_identifier identifiez_vous me_connecter
    iniciar_sesión inicia_sesión inicio_de_sesión acceder ingresar entrar iniciar_sessão fazer_login acessar accedi accesso entra inloggen aanmelden
    autentificare conectare conectează_te intră_în_cont autentifică_te logga_in inloggning logg_inn logg_på innlogging log_ind log_på innskráning skrá_inn
    kirjaudu kirjaudu_sisään kirjautuminen bejelentkezés belépés bejelentkezem zaloguj zaloguj_się logowanie přihlásit přihlásit_se přihlášení prihlásiť_sa
    giriş giriş_yap oturum_aç войти вход войдите авторизация вхід увійти σύνδεση είσοδος התחבר התחברות כניסה تسجيل_الدخول دخول سجل_الدخول
    लॉग_इन लॉगिन साइन_इन เข้าสู่ระบบ ลงชื่อเข้าใช้ ログイン サインイン 登录 登錄 登入 로그인 đăng_nhập masuk log_masuk`,
  signUp: `sign_up signup register registration create_account create_an_account create_your_account create_my_account new_account join join_now join_for_free get_started_for_free
    open_an_account start_free_trial start_your_free_trial registrieren registrierung konto_erstellen konto_anlegen konto_eröffnen neues_konto
    s_inscrire inscription créer_un_compte créer_mon_compte registrarse regístrate registro crear_cuenta crear_una_cuenta crea_tu_cuenta cadastre_se cadastrar cadastro criar_conta
    criar_uma_conta registar registrati registrazione crea_account crea_un_account registreren account_aanmaken account_maken maak_een_account
    înregistrare înregistrează_te creează_cont creați_un_cont skapa_konto registrera registrera_dig opprett_konto registrer registrer_deg opret_konto tilmeld_dig nýskráning rekisteröidy
    luo_tili rekisteröityminen regisztráció regisztrálok fiók_létrehozása zarejestruj zarejestruj_się rejestracja utwórz_konto załóż_konto registrovat registrovat_se registrace
    vytvořit_účet založit_účet kayıt_ol kaydol hesap_oluştur üye_ol зарегистрироваться регистрация создать_аккаунт создать_учётную_запись зареєструватися реєстрація створити_обліковий_запис
    εγγραφή δημιουργία_λογαριασμού הרשמה הירשם יצירת_חשבון إنشاء_حساب التسجيل اشترك_الآن साइन_अप पंजीकरण खाता_बनाएं रजिस्टर สมัครสมาชิก ลงทะเบียน สร้างบัญชี 新規登録 会員登録 アカウント作成 アカウントを作成
    注册 註冊 创建账户 建立帳號 회원가입 가입하기 계정_만들기 đăng_ký tạo_tài_khoản daftar buat_akun`,
  changePassword: `change_password change_your_password reset_password reset_your_password set_password set_a_new_password update_password forgot_password recover_your_account password_reset
    passwort_ändern kennwort_ändern passwort_zurücksetzen passwort_vergessen changer_le_mot_de_passe modifier_le_mot_de_passe réinitialiser_le_mot_de_passe mot_de_passe_oublié
    cambiar_contraseña restablecer_contraseña recuperar_contraseña alterar_senha redefinir_senha recuperar_senha cambia_password reimposta_password recupera_password wachtwoord_wijzigen
    wachtwoord_resetten wachtwoord_vergeten schimbă_parola resetare_parolă byt_lösenord ändra_lösenord återställ_lösenord endre_passord tilbakestill_passord skift_adgangskode nulstil_adgangskode
    vaihda_salasana palauta_salasana jelszó_módosítása jelszó_megváltoztatása elfelejtett_jelszó zmień_hasło zmiana_hasła resetuj_hasło odzyskaj_hasło změnit_heslo změna_hesla obnovit_heslo
    şifre_değiştir şifremi_unuttum şifre_sıfırla изменить_пароль сменить_пароль смена_пароля сбросить_пароль восстановить_пароль змінити_пароль скинути_пароль відновити_пароль
    αλλαγή_κωδικού επαναφορά_κωδικού שינוי_סיסמה איפוס_סיסמה تغيير_كلمة_المرور إعادة_تعيين_كلمة_المرور पासवर्ड_बदलें पासवर्ड_रीसेट เปลี่ยนรหัสผ่าน รีเซ็ตรหัสผ่าน パスワード変更 パスワードを変更 パスワードの再設定
    パスワード再設定 修改密码 重置密码 變更密碼 重設密碼 비밀번호_변경 비밀번호_재설정 비밀번호_찾기 đổi_mật_khẩu đặt_lại_mật_khẩu quên_mật_khẩu ubah_kata_sandi atur_ulang_kata_sandi lupa_kata_sandi`,
  search: `search find look_up suche suchen recherche rechercher chercher buscar búsqueda pesquisar pesquisa cerca ricerca zoeken zoek caută căutare sök søg søk leita haku hae etsi
    keresés szukaj wyszukaj hledat vyhledat ara arama поиск найти искать пошук знайти αναζήτηση חיפוש חפש بحث ابحث खोजें खोज ค้นหา 検索 搜索 搜尋 查找 검색 tìm_kiếm cari pencarian`,
  newsletter: `newsletter subscribe mailing_list stay_updated stay_in_touch get_updates keep_me_posted notify_me join_our_list join_the_list weekly_digest newsletter_abonnieren abonnieren
    rundbrief infolettre lettre_d_information s_abonner abonnez_vous boletín suscribirse suscríbete suscribirme boletim assinar_newsletter subscrever inscreva_se iscriviti nieuwsbrief abonneren
    abonează_te nyhetsbrev prenumerera abonner nyhedsbrev tilmeld_nyhedsbrev uutiskirje tilaa hírlevél feliratkozás feliratkozom subskrybuj zapisz_się zpravodaj odebírat_novinky odebírat bülten
    abone_ol рассылка подписаться подписка розсилка підписатися ενημερωτικό_δελτίο εγγραφείτε_στο_newsletter ניוזלטר הצטרפו_לרשימה النشرة_البريدية اشترك न्यूज़लेटर सदस्यता_लें รับข่าวสาร จดหมายข่าว
    メールマガジン メルマガ 購読 订阅 訂閱 電子報 뉴스레터 구독 bản_tin đăng_ký_nhận_tin buletin berlangganan`,
  next: `next continue proceed go submit ok verify confirm weiter fortfahren bestätigen prüfen absenden suivant continuer valider vérifier confirmer siguiente continuar verificar confirmar próximo seguinte avançar
    avanti continua verifica conferma volgende doorgaan verder bevestigen verifiëren continuă înainte următorul verifică confirmă nästa fortsätt verifiera bekräfta neste fortsett bekreft næste fortsæt
    bekræft áfram seuraava jatka vahvista tovább következő ellenőrzés megerősítés dalej kontynuuj potwierdź zweryfikuj další pokračovat ověřit potvrdit ileri devam devam_et doğrula onayla далее
    продолжить подтвердить далі продовжити підтвердити επόμενο συνέχεια επαλήθευση המשך הבא אימות אישור التالي متابعة تحقق تأكيد आगे_बढ़ें जारी_रखें सत्यापित_करें अगला ถัดไป ดำเนินการต่อ ยืนยัน
    次へ 続ける 続行 確認 認証 送信 下一步 继续 繼續 验证 驗證 确认 確認 다음 계속 확인 인증 tiếp tiếp_tục tiếp_theo xác_nhận xác_minh lanjut lanjutkan berikutnya verifikasi konfirmasi`,
  otherWay: `google apple facebook microsoft github gitlab twitter linkedin amazon passkey sso single_sign_on saml security_key qr qr_code magic_link email_me_a_link send_me_a_link fingerprint okta
    forgot forgotten show hide toggle reveal cancel back close help resend send_again another_way other_options another_account guest
    passwort_vergessen vergessen anzeigen verbergen abbrechen zurück hilfe schlüssel oublié afficher masquer annuler retour olvidé olvidaste mostrar ocultar cancelar volver esqueci esqueceu voltar
    dimenticata mostra nascondi annulla indietro vergeten tonen weergeven verbergen annuleren terug uitat arată anulează glömt visa avbryt tillbaka glemt vis annuller tilbage avbryt tilbake unohditko näytä peruuta takaisin
    elfelejtett mutat mégse vissza zapomniałem pokaż anuluj wstecz zapomenuté zobrazit zrušit zpět unuttum göster iptal geri забыли показать отмена назад забули показати скасувати ξέχασα εμφάνιση ακύρωση
    שכחתי הצג ביטול חזרה نسيت إظهار إلغاء رجوع भूल दिखाएं रद्द ลืม แสดง ยกเลิก 忘れた 表示 キャンセル 戻る 忘记 忘記 显示 顯示 取消 返回 찾기 보기 취소 뒤로 quên hiện hủy quay_lại lupa tampilkan batal kembali`,
  noCode: `promo promo_code promotion_code coupon voucher discount discount_code gift_card postal_code postcode zip zip_code country_code area_code referral_code invite_code invitation_code source_code
    product_code qr_code iban_code swift_code sort_code bank_code tax_code color_code cvc cvv csc card card_number security_code_on_the_card dial_code error_code status_code
    gutschein gutscheincode postleitzahl plz rabattcode aktionscode code_promo code_postal bon_de_réduction código_postal código_promocional cupón cupom código_promocional codice_postale codice_sconto codice_fiscale
    kortingscode cod_poștal rabattkod postnummer rabattkode postinumero alennuskoodi irányítószám kuponkód kod_pocztowy kod_rabatowy slevový_kód poštovní_směrovací_číslo indirim_kodu posta_kodu
    промокод почтовый_индекс поштовий_індекс ταχυδρομικός_κώδικας κωδικός_έκπτωσης קוד_קופון מיקוד رمز_القسيمة الرمز_البريدي पिन_कोड รหัสไปรษณีย์ 郵便番号 クーポンコード 邮政编码 优惠码 郵遞區號 우편번호 쿠폰_코드 mã_giảm_giá mã_bưu_điện kode_pos kode_promo`,
};
