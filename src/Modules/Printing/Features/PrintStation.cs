using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Printing.Features;

/// <summary>The station that the browser at hand stands at: a cookie of the device, or the header <c>X-Station</c> of a program.</summary>
internal sealed class PrintStation(IHttpContextAccessor accessor)
{
    public const string Header = "X-Station";

    private const string Cookie = "station";

    /// <summary>Null outside a request, and where the device is no station.</summary>
    public long? Current => accessor.HttpContext?.Request is { } request && Read(request) is { } id ? id : null;

    public void Become(long? station)
    {
        if (accessor.HttpContext is not { } http) throw new InvalidOperationException("A station is chosen in a browser.");

        // A device stays where it stands until somebody says otherwise.
        var options = new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromDays(400) };
        if (station is { } id) http.Response.Cookies.Append(Cookie, id.ToString(CultureInfo.InvariantCulture), options);
        else http.Response.Cookies.Delete(Cookie, options);
    }

    private static long? Read(HttpRequest request) =>
        long.TryParse(request.Headers[Header].FirstOrDefault() ?? request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
}
