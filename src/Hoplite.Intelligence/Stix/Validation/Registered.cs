namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Names that others have registered: languages, countries, headers, options of sockets.</summary>
static class Registered
{
    public static readonly HashSet<string> PdfKeys = Words("Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped");

    public static readonly HashSet<string> HttpHeaders = Words(
        "Accept Accept-Charset Accept-Datetime Accept-Encoding Accept-Language Authorization Cache-Control Connection Content-Length Content-MD5 Content-Type Cookie DNT Date Expect Forwarded From Front-End-Https Host If-Match If-Modified-Since If-None-Match If-Range If-Unmodified-Since Max-Forwards Origin Pragma Proxy-Authorization Proxy-Connection Range Referer TE Upgrade User-Agent Via Warning X-ATT-DeviceId X-Correlation-ID X-Csrf-Token X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Http-Method-Override X-Request-ID X-Requested-With X-UIDH X-Wap-Profile");

    public static readonly HashSet<string> SocketOptions = Families(
        "SO ACCEPTCONN ATTACH_BPF ATTACH_FILTER ATTACH_REUSEPORT_CBPF BINDTODEVICE BROADCAST BSDCOMPAT BSP_STATE BUSY_POLL CONDITIONAL_ACCEPT CONFIRM_NAME CONNDATA CONNDATALEN CONNECT_TIME CONNOPT CONNOPTLEN DEBUG DEREGISTER_NAME DETACH_FILTER DISCDATA DISCDATALEN DISCOPT DISCOPTLEN DOMAIN DONTLINGER DONTROUTE ERROR EXCLUSIVEADDRUSE GETLOCALZONES GETMYZONE GETNETINFO GETZONELIST GROUP_ID GROUP_PRIORITY INCOMING_CPU KEEPALIVE LINGER LOOKUP_MYZONE LOOKUP_NAME LOOKUP_NETDEF_ON_ADAPTER LOOKUP_ZONES LOOKUP_ZONES_ON_ADAPTER MARK MAX_MSG_SIZE MAXDG MAXPATHDG OOBINLINE OPENTYPE PAP_GET_SERVER_STATUS PAP_PRIME_READ PAP_SET_SERVER_STATUS PASSCRED PASSSEC PAUSE_ACCEPT PEEK_OFF PEERCRED PORT_SCALABILITY PRIORITY PROTOCOL PROTOCOL_INFO PROTOCOL_INFOA PROTOCOL_INFOW RANDOMIZE_PORT RCVBUF RCVBUFFORCE RCVLOWAT RCVTIMEO REGISTER_NAME REMOVE_NAME REUSE_MULTICASTPORT REUSE_UNICASTPORT REUSEADDR REUSEPORT RXQ_OVFL SNDBUF SNDBUFFORCE SNDLOWAT SNDTIMEO TIMESTAMP TYPE UPDATE_ACCEPT_CONTEXT UPDATE_CONNECT_CONTEXT USELOOPBACK",
        "ICMP6 FILTER",
        "IP ADD_MEMBERSHIP ADD_SOURCE_MEMBERSHIP BIND_ADDRESS_NO_PORT BLOCK_SOURCE DONTFRAGMENT DROP_MEMBERSHIP DROP_SOURCE_MEMBERSHIP FREEBIND HDRINCL MSFILTER MTU MTU_DISCOVER MULTICAST_ALL MULTICAST_IF MULTICAST_LOOP MULTICAST_TTL NODEFRAG OPTIONS ORIGINAL_ARRIVAL_IF PKTINFO RECEIVE_BROADCAST RECVDSTADDR RECVERR RECVIF RECVOPTS RECVORIGDSTADDR RECVTOS RECVTTL RETOPTS ROUTER_ALERT TOS TRANSPARENT TTL UNBLOCK_SOURCE UNICAST_IF WFP_REDIRECT_CONTEXT WFP_REDIRECT_RECORDS",
        "IPV6 ADD_MEMBERSHIP CHECKSUM DONTFRAG DROP_MEMBERSHIP DSTOPTS HDRINCL HOPLIMIT HOPOPTS JOIN_GROUP LEAVE_GROUP MTU MTU_DISCOVER MULTICAST_HOPS MULTICAST_IF MULTICAST_LOOP NEXTHOP PATHMTU PKTINFO PROTECTION_LEVEL RECVDSTOPTS RECVHOPLIMIT RECVHOPOPTS RECVIF RECVPATHMTU RECVPKTINFO RECVRTHDR RECVTCLASS RTHDR TCLASS UNICAST_HOPS UNICAST_IF USE_MIN_MTU V6ONLY",
        "MCAST BLOCK_SOURCE JOIN_GROUP JOIN_SOURCE_GROUP LEAVE_GROUP LEAVE_SOURCE_GROUP UNBLOCK_SOURCE",
        "IRLMP 9WIRE_MODE DISCOVERY_MODE ENUMDEVICES EXCLUSIVE_MODE IAS_QUERY IAS_SET IRLPT_MODE PARAMETERS SEND_PDU_LEN SHARP_MODE TINYTP_MODE",
        "TCP BSDURGENT CONGESTION CORK DEFER_ACCEPT EXPEDITED_1122 FASTOPEN INFO KEEPCNT KEEPIDLE KEEPINTVL LINGER2 MAXRT MAXSEG NODELAY QUICKACK SYNCNT TIMESTAMPS USER_TIMEOUT WINDOW_CLAMP");

    /// <summary>ISO 3166-1.</summary>
    public static readonly HashSet<string> Countries = Words(
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW");

    /// <summary>ISO 639-1.</summary>
    static readonly HashSet<string> Languages = Words(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr ns nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu");

    /// <summary>ISO 639-2, both the names for libraries and those of people.</summary>
    static readonly HashSet<string> LongLanguages = Words(
        "aar abk ace ach ada ady afa afh afr ain aka akk alb sqi ale alg alt amh ang anp apa ara arc arg arm hye arn arp art arw asm ast ath aus ava ave awa aym aze bad bai bak bal bam ban baq eus bas bat bej bel bem ben ber bho bih bik bin bis bla bnt tib bod bos bra bre btk bua bug bul bur mya byn cad cai car cat cau ceb cel cha chb che chg chi zho chk chm chn cho chp chr chu chv chy cmc cop cor cos cpe cpf cpp cre crh crp csb cus wel cym cze ces dak dan dar day del den ger deu dgr din div doi dra dsb dua dum dut nld dyu dzo efi egy eka gre ell elx eng enm epo est ewe ewo fan fao per fas fat fij fil fin fiu fon fre fra frm fro frr frs fry ful fur gaa gay gba gem geo kat gez gil gla gle glg glv gmh goh gon gor got grb grc grn gsw guj gwi hai hat hau haw heb her hil him hin hit hmn hmo hrv hsb hun hup iba ibo ice isl ido iii ijo iku ile ilo ina inc ind ine inh ipk ira iro ita jav jbo jpn jpr jrb kaa kab kac kal kam kan kar kas kau kaw kaz kbd kha khi khm kho kik kin kir kmb kok kom kon kor kos kpe krc krl kro kru kua kum kur kut lad lah lam lao lat lav lez lim lin lit lol loz ltz lua lub lug lui lun luo lus mac mkd mad mag mah mai mak mal man mao mri map mar mas may msa mdf mdr men mga mic min mis mkh mlg mlt mnc mni mno moh mon mos mul mun mus mwl mwr myn myv nah nai nap nau nav nbl nde ndo nds nep new nia nic niu nno nob nog non nor nqo nso nub nwc nya nym nyn nyo nzi oci oji ori orm osa oss ota oto paa pag pal pam pan pap pau peo phi phn pli pol pon por pra pro pus que raj rap rar roa roh rom rum ron run rup rus sad sag sah sai sal sam san sas sat scn sco sel sem sga sgn shn sid sin sio sit sla slo slk slv sma sme smi smj smn smo sms sna snd snk sog som son sot spa srd srn srp srr ssa ssw suk sun sus sux swa swe syc syr tah tai tam tat tel tem ter tet tgk tgl tha tig tir tiv tkl tlh tli tmh tog ton tpi tsi tsn tso tuk tum tup tur tut tvl twi tyv udm uga uig ukr umb und urd uzb vai ven vie vol vot wak wal war was wen wln wol xal xho yao yap yid yor ypk zap zbl zen zgh zha znd zul zun zxx zza");

    /// <summary>Whether a text is a tag of RFC 5646 of a language we know: the language, then script, region and variants.</summary>
    public static bool IsLanguage(string tag)
    {
        var parts = tag.Split('-');
        return (Languages.Contains(parts[0]) || LongLanguages.Contains(parts[0]))
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }

    static HashSet<string> Words(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);

    static HashSet<string> Families(params string[] families) => families
        .Select(family => family.Split(' '))
        .SelectMany(words => words.Skip(1).Select(word => $"{words[0]}_{word}"))
        .ToHashSet(StringComparer.Ordinal);
}
