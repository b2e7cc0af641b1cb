using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// A request that no use case ever saw, because its body, form or query cannot be read: the answer says what is wrong with
/// it, as the answer to any other refusal does.
/// </summary>
internal static class BadRequests
{
    /// <summary>Where programs ask; everything else is a page or a file for a person.</summary>
    private const string Api = "/api";

    public static void AddTo(IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // Otherwise the answer is a bare 400.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Demanding().InEnglish().Discreet());
    }

    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (HasNul(http.Request))
        {
            await AnswerAsync(http, Nul(), StatusCodes.Status400BadRequest);
            return;
        }

        try
        {
            await next(http);
        }
        catch (BadHttpRequestException unreadable) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, Why(unreadable), unreadable.StatusCode);
        }
        catch (InvalidDataException unreadable) when (http.Request.HasFormContentType && !http.Response.HasStarted)
        {
            await AnswerAsync(http, BadForm(unreadable.Message), StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Problem details for a program; false for everybody else.</summary>
    public static async Task<bool> ToProgramAsync(HttpContext http, Problem problem, int status)
    {
        if (!http.Request.Path.StartsWithSegments(Api)) return false;

        await Results.Problem(type: problem.Code, title: problem.Message.ToString(), statusCode: status).ExecuteAsync(http);
        return true;
    }

    private static async Task AnswerAsync(HttpContext http, Problem problem, int status)
    {
        if (!await ToProgramAsync(http, problem, status)) await PageResult.Refused(problem).ExecuteAsync(http);
    }

    private static bool HasNul(HttpRequest request) =>
        request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;

    private static Problem Why(BadHttpRequestException unreadable) => unreadable switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ProblemKind.TooLarge, "platform.body_too_large", "The request is larger than this address takes. Send less at a time."),
        { InnerException: JsonException { Path: { } path } json } => Problem.Invalid("platform.bad_json", $"The JSON of the request cannot be read at {path}: {Short(json.Message)}"),
        { InnerException: JsonException json } => Problem.Invalid("platform.bad_json", $"The JSON of the request cannot be read: {Short(json.Message)}"),
        _ => Problem.Invalid("platform.bad_request", $"The request cannot be read: {unreadable.Message}"),
    };

    /// <summary>The framework adds the place, which we name ourselves.</summary>
    private static string Short(string message) => message.Split(" Path: ")[0];

    private static Problem BadForm(string why) => Problem.Invalid("platform.bad_form", $"The form cannot be read: {why}");

    private static Problem Nul() => Problem.Invalid("platform.nul_character", "The address has the character U+0000 in it, which no name or number has. Ask again without it.");
}
