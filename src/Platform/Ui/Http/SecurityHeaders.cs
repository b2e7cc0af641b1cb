using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>What the browser is told not to do on our pages.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts from ourselves only, none inline. Styles may be inline: bar widths and what the charts write.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(Write, http.Response.Headers); // At the last moment: an error page clears what was written before.
        return next(http);
    }

    private static Task Write(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
