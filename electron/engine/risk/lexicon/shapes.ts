import type { Vocabulary } from './sense';

/** What the picture of a button is called that has no word for its deed; of all languages. */
export const SHAPES: Vocabulary = {
  trash: `trash_can trashcan garbage garbage_can dustbin waste_bin wastebasket waste_basket rubbish_bin wheelie_bin mülleimer mülltonne
    abfalleimer poubelle cubo_de_basura bote_de_basura lixeira lata_de_lixo caixote_do_lixo cestino bidone prullenbak prullenmand
    vuilnisbak coș_de_gunoi soptunna papperskorg skraldespand søppelbøtte papirkurv roskakori roskis szemetes kosz kosz_na_śmieci
    odpadkový_koš çöp_kutusu корзина_для_мусора мусорное_ведро смітник κάδος_απορριμμάτων פח_אשפה سلة_المهملات कूड़ेदान कचरा_पात्र
    ถังขยะ ゴミ箱アイコン 垃圾桶 垃圾箱 휴지통 thùng_rác tempat_sampah`,
  send: `paper_plane paperplane paper_airplane papierflieger avion_en_papier avión_de_papel avião_de_papel aereo_di_carta
    aeroplanino_di_carta aeroplanino papieren_vliegtuigje papiervliegtuigje avion_de_hârtie pappersflygplan pappersplan papirfly
    paperilennokki papírrepülő papierowy_samolot papierowy_samolocik papírová_vlaštovka kağıt_uçak бумажный_самолетик
    бумажный_самолёт паперовий_літачок χάρτινο_αεροπλανάκι מטוס_נייר طائرة_ورقية कागज_का_हवाई_जहाज เครื่องบินกระดาษ 紙飛行機 纸飞机 紙飛機
    종이비행기 종이_비행기 máy_bay_giấy pesawat_kertas`,
  pay: `cart_check cart_with_check cart_checkmark cart_with_checkmark cart_with_a_check basket_check
    einkaufswagen_mit_haken warenkorb_mit_haken panier_coché panier_validé carrito_con_marca carrinho_com_visto carrello_con_spunta
    winkelwagen_met_vinkje kundvagn_med_bock koszyk_ze_znacznikiem корзина_с_галочкой кошик_з_галочкою チェック付きカート 带勾购物车
    체크된_장바구니`,
};
