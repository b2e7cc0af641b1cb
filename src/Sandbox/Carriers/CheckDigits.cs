using System.Globalization;

namespace Entrepot.Sandbox.Carriers;

/// <summary>The check digits that carriers put at the end of their numbers.</summary>
internal static class CheckDigits
{
    /// <summary>UPS 1Z: letters count (code − 63) mod 10, every second character double, up to the next ten.</summary>
    public static char Ups(string withoutPrefix)
    {
        var sum = 0;
        for (var i = 0; i < withoutPrefix.Length; i++)
        {
            var value = char.IsAsciiDigit(withoutPrefix[i]) ? withoutPrefix[i] - '0' : (withoutPrefix[i] - 63) % 10;
            sum += i % 2 == 0 ? value : value * 2;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>DHL Express waybills: the number modulo seven.</summary>
    public static char Mod7(long serial) => (char)('0' + (serial % 7));

    /// <summary>GS1 (SSCC): from the right, times three and times one, up to the next ten.</summary>
    public static char Gs1(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    public static string Digits(long number, int length) => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0')[^length..];
}
