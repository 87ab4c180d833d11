using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tags for languages (RFC 5646). Languages and countries of two letters are held to their lists; longer ones to their form.</summary>
static partial class LanguageTag
{
    static readonly HashSet<string> Languages = Words(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu");

    static readonly HashSet<string> Countries = Words(
        "aa ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bu bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cp cq cr cs cu cv cw cx cy cz dd de dg dj dk dm do dz ea ec ee eg eh er es et eu ez fi fj fk fm fo fr fx ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nt nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz ta tc td tf tg th tj tk tl tm tn to tp tr tt tv tw tz ua ug um un us uy uz va vc ve vg vi vn vu wf ws xk yd ye yt yu za zm zr zw zz");

    static readonly HashSet<string> Old = Words("en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang");

    /// <summary>Whether a text is one.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length > 128) return false;
        var small = text.ToLowerInvariant();
        if (Old.Contains(small) || Private().IsMatch(small)) return true;
        if (Form().Match(small) is not { Success: true } match) return false;
        var (language, country) = (match.Groups["language"].Value.Split('-')[0], match.Groups["country"].Value);
        return (language.Length != 2 || Languages.Contains(language)) && (country.Length != 2 || Countries.Contains(country) || IsUserAssigned(country));
    }

    // Qm to qz and xa to xz are for private use.
    static bool IsUserAssigned(string country) => country[0] == 'x' || (country[0] == 'q' && country[1] >= 'm');

    static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<language>[a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{5,8})(-(?<script>[a-z]{4}))?(-(?<country>[a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"^x(-[a-z0-9]{1,8})+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Private();
}
