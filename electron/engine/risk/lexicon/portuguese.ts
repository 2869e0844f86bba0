import type { Vocabulary } from './sense';

export const PORTUGUESE: Vocabulary = {
  delete: `exclu* apag* elimin* delet* destru* formatar mover_para_a_lixeira mover_para_lixo purgar sobrescrever apagar`,
  remove: `desconectar_integração despublicar retirar_do_ar remov* retire desinstal* tirar expulsar desvincular despejar demitir expulsar`,
  clear: `limp* esvazi* redefin* repor`,
  discard: `descart* deitar_fora`,
  terminate: `cancelar_assinatura cancelar_a_assinatura cancelar_minha_assinatura cancelar_subscrição cancelar_plano cancelar_pedido cancelar_reserva encerrar_conta
    encerrar_minha_conta cancelar_conta fechar_conta desativ* desactiv* rescindir cancelar_contrato cancelar_encomenda cancelar_cartão cancelar_consulta
    cancelar_voo cancelar_o_pedido cancelar_a_reserva encerrar_a_conta inativar cancelar_débito_automático padrões_de_fábrica configurações_de_fábrica`,
  pay: `pagar pague paga comprar compre compra_agora finalizar_compra finalizar_pedido fazer_pedido fazer_encomenda confirmar_pedido confirmar_compra encomendar
    concluir_compra concluir_pedido confirmar_pagamento efetuar_pagamento efectuar_pagamento realizar_pagamento autorizar_pagamento aprovar_pagamento doar fazer_doação reembols* estornar
    cobrar carregar_saldo vender investir depositar sacar contratar assinar_agora assinar_plano reservar_agora confirmar_reserva
    confirmar_e_pagar liquidar resgatar apostar dar_lance licitar renovar alugar levantar_dinheiro pagar_boleto fazer_pix enviar_pix pix adquirir agendar_pagamento pagar_taxa pagar_tarifa pagar_tarifas`,
  checkout: `ir_para_o_checkout ir_para_pagamento ir_para_o_caixa finalizar reservar`,
  subscribe: `assinar subscrever inscrever`,
  transfer: `transferir transfira transferência enviar_dinheiro transferir_dinheiro fazer_transferência`,
  reload: `recarregar recarga`,
  handle: `devolver restituir cobrar receber processar liberar creditar marcar_como`,
  send: `enviar envie envio public* compartilh* partilh* submeter postar divulgar anunciar notificar encaminhar_para candidatar candidatar_se candidate_se
    transmitir comentar denunciar entrar_ao_vivo solicitar ligar_agora disparar mandar requerer lançar_campanha emitir`,
  reply: `responder respond* encaminhar reencaminhar citar`,
  invite: `convid* adicionar_usuário adicionar_utilizador adicionar_membro`,
  grant: `bloque* suspend* promover tornar_administrador conced* revog* atribuir desbloque* banir dar_acesso remover_acesso permitir_acesso
    definir_como_administrador alterar_função mudar_função encerrar_todas_as_sessões sair_de_todos vincular_conta rebaixar`,
  change: `alter* mudar mude modific* trocar redefin* atualiz* actualiz* editar salvar guardar renomear definir aumentar`,
  login: `entrar iniciar_sessão fazer_login acessar aceder login`,
  signUp: `cadastr* registar registrar criar_conta criar_uma_conta inscreva_se abrir_conta`,
  logout: `sair terminar_sessão encerrar_sessão desconectar`,
  reveal: `mostrar copiar revelar ver exibir gerar regenerar criar baixar descarregar visualizar`,
  add: `adicion* criar`,
  run: `execut* implant* implement* reinici* instal* mesclar desligar rodar publicar_em_produção lançar iniciar_servidor ligar_servidor parar_servidor parar_instância
    deploy fazer_deploy colocar_em_produção`,
  agree: `aceit* concord* consentir aprov* cancelar_inscrição aceitar_todos`,
  allow: `permit* autoriz*`,
  sign: `assinar_documento assinar_contrato assine`,
  refuse: `recusar rejeitar negar indeferir declinar reprovar`,
  download: `baixar baixe descarreg* transferir_ficheiro export* salvar_como download descarregar exportar`,
  upload: `enviar_arquivo carregar_arquivo carregar_ficheiro importar fazer_upload upload enviar_ficheiro subir_arquivo`,
  attach: `anexar escolher_arquivo escolher_ficheiro selecionar_arquivo procurar_arquivo anexo`,
  confirm: `confirm* sim ok finalizar concluir realizar efetuar fazer prosseguir`,
  next: `continuar próximo seguinte avançar salvar guardar aplicar`,
  look: `ver mostrar consultar abrir buscar pesquisar procurar filtrar ordenar mais ler comparar imprimir gerenciar gerir voltar selecionar escolher editar
    fechar ajuda configurar seguir salvar_rascunho guardar_rascunho adicionar_ao_carrinho visualizar ocultar como atualizar personalizar explorar traduzir resumir`,
  callOff: `parar interromper cancel* anular abortar`,
  undo: `desfaz* restaur* recuperar reverter`,
  not: `não manter nunca conservar`,
  later: `mais_tarde agora_não pular depois ignorar`,
  money: `dinheiro valor pagamento* transferência* fatura* boleto salário* fundos saldo beneficiário favorecido pix iban banco compra doação preço cartão_de_crédito montante aluguel caução depósito dividendos pago pagos`,
  contract: `assinatura assinaturas subscrição plano contrato reserva pedido pedidos encomenda consulta voo`,
  proposal: `candidatura* candidat* solicitação solicitações pedido_de férias ausência oferta* proposta* convite* reunião despesa* reclamação entrevista requerimento*`,
  view: `filtro filtros busca pesquisa pesquisas seleção ordenação coluna colunas formatação campo campos favorito favoritos notificação notificações
    lista_de_desejos visualização etiqueta console lembrete lembretes da_lista do_histórico da_fila dos_favoritos alerta`,
  row: `linha linhas célula`,
  document: `inserir_linha linha_acima inserir_coluna mesclar_células`,
  cart: `carrinho sacola cesto`,
  trash: `lixeira lixo reciclagem`,
  forever: `permanentemente definitivamente permanente definitivo sempre irreversível todos_os_dados tudo`,
  grave: `conta repositório banco_de_dados base_de_dados organização espaço_de_trabalho dispositivo cópia_de_segurança backup servidor servidores tabela site domínio
    empresa perfil padrões_de_fábrica configurações_de_fábrica`,
  people: `usuário* utilizador* membro* administrador* funcionário* colaborador* convidado inquilino* paciente* aluno* estudante* cliente* beneficiári* favorecido beneficiário`,
  secret: `senha senhas palavra_passe chave chaves token tokens pin segredo credenciais códigos_de_recuperação chave_api cvv código_de_segurança`,
  access: `permissão permissões função funções papel acesso privilégios dois_fatores duas_etapas 2fa visibilidade segurança limite`,
  owner: `propriedade proprietário titularidade`,
  terms: `termos condições privacidade licença acordo`,
  cookie: `cookies`,
  public: `público pública tornar_público`,
  message: `mensagem e_mail email comentário campanha publicação`,
  machine: `servidor servidores instância máquina serviço contêiner`,
  place: `histórico configurações definições ajuda guia lista relatório* modelo* métodos método formas opções detalhes estado política resumo data endereço
    calendário pedidos_de estatísticas extrato registo registro documentação rascunhos rascunho caixa tarifas prazo prazos lembrete número comprovante recibo`,
  section: `pagamentos transferências pedidos compras enviados excluídos eliminados publicações faturas usuários utilizadores funções permissões convites
    assinaturas transações reembolsos reservas downloads doações itens_excluídos encomendas envios vendas enviar_teste enviar_e_mail_de_teste`,
};
