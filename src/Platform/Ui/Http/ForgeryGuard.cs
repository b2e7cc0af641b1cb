using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>
/// Every changing request that a browser could be tricked into must carry the token of one of our pages: one with a
/// cookie or with a form's content type. Calls with an <c>Authorization</c> header, and JSON without cookies, cannot be
/// forged from another site. An endpoint that takes forms from outside (a webhook) says <c>.DisableAntiforgery()</c>.
/// </summary>
internal static class ForgeryGuard
{
    public static async Task Check(HttpContext http, RequestDelegate next)
    {
        if (Needed(http) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync("The form is too old or does not come from this site. Load the page again and repeat.");
            return;
        }
        await next(http);
    }

    internal static bool Needed(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method)) return false;
        if (request.Headers.Authorization.Count > 0) return false;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false }) return false;
        return request.Cookies.Count > 0 || request.HasFormContentType || request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) == true;
    }
}
