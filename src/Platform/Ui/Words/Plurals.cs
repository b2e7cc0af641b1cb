namespace Entrepot.Platform.Ui;

/// <summary>The plural categories of the Unicode CLDR (release 48, "Language Plural Rules") for whole numbers, in the languages of the screens.</summary>
public static class Plurals
{
    public static string Category(string language, long count)
    {
        var n = Math.Abs(count);
        return language switch
        {
            "zh-CN" => "other",
            "ar" => Arabic(n),
            "es" when n != 0 && n % 1_000_000 == 0 => "many",
            _ => n == 1 ? "one" : "other",
        };
    }

    private static string Arabic(long n) => n switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (n % 100) switch
        {
            >= 3 and <= 10 => "few",
            >= 11 => "many",
            _ => "other",
        },
    };
}
