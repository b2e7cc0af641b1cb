using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Channels.Features;

/// <summary>What a program that sends orders reads about one of them.</summary>
/// <param name="Status">The HTTP status, also where the order is one of many.</param>
internal sealed record OrderAnswer(int Status, string Outcome, string ExternalNumber, long? IncomingId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderFault? Problem)
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>As the framework writes the answers of all routes.</summary>
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the answer to a single order that was taken says; it is stored with the order when the call has a key.</summary>
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    public static OrderAnswer From(IntakeAnswer answer) => answer.Outcome switch
    {
        IntakeOutcome.Accepted => new(StatusCodes.Status201Created, "accepted", answer.ExternalNumber, answer.IncomingId, null),
        IntakeOutcome.Duplicate => new(StatusCodes.Status200OK, "duplicate", answer.ExternalNumber, answer.IncomingId, null),
        IntakeOutcome.Conflict => new(StatusCodes.Status409Conflict, "conflict", answer.ExternalNumber, answer.IncomingId, OrderFault.Of(answer.Problem)),
        IntakeOutcome.Refused => Refused(answer.ExternalNumber, answer.Problem ?? throw new InvalidOperationException("A refusal has a reason.")),
        _ => throw new UnreachableException(),
    };

    public static OrderAnswer Refused(string number, Problem problem) => new(ResultHttp.Status(problem.Kind), "refused", number, null, OrderFault.Of(problem));

    public IResult ToHttp() => Problem is { } fault
        ? Results.Problem(type: fault.Type, title: fault.Title, statusCode: Status, extensions: new Dictionary<string, object?> { ["field"] = fault.Field, ["externalNumber"] = ExternalNumber })
        : new Said(Status, Json());

    private sealed class Said(int status, byte[] json) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            (response.StatusCode, response.ContentType, response.ContentLength) = (status, ContentType, json.Length);
            return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
        }
    }
}

internal sealed record OrderFault(string Type, string Title, string? Field)
{
    public static OrderFault? Of(Problem? problem) => problem is null ? null : new(problem.Code, problem.Message.ToString(), problem.Field);
}
