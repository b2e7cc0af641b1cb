using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>An answer without a body: a person who asked for a page gets one that says why there is none, a program gets problem details.</summary>
internal static class StatusPages
{
    private static readonly Problem NotFound = Problem.NotFound("page.not_found", "The page does not exist. Check the address or search for what you need.");
    private static readonly Problem NotAllowed = Problem.Forbidden("page.not_allowed", "You are not allowed to see this. Ask an administrator for the permission.");

    public static async Task ShowAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (await BadRequests.ToProgramAsync(http, ToProgram(http.Response.StatusCode), http.Response.StatusCode)) return;
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)) return;

        switch (http.Response.StatusCode)
        {
            case StatusCodes.Status404NotFound: await PageResult.Refused(NotFound).ExecuteAsync(http); break;
            case StatusCodes.Status403Forbidden: await PageResult.Refused(NotAllowed).ExecuteAsync(http); break;
        }
    }

    private static Problem ToProgram(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound("platform.no_such_address", "There is nothing at this address. Numbers in it are whole and not larger than 9223372036854775807."),
        StatusCodes.Status405MethodNotAllowed => Problem.Invalid("platform.method_not_allowed", "This address does not take the method. The header 'Allow' names those it takes."),
        StatusCodes.Status415UnsupportedMediaType => Problem.Invalid("platform.not_json", "This address takes JSON. Send it with the header 'Content-Type: application/json'."),
        _ => Problem.Invalid("platform.refused", $"The request was refused with status {status}."),
    };
}
