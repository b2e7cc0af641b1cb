using Entrepot.Kernel;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Http;

/// <summary>The one place where a refusal becomes an HTTP answer (RFC 9457): its code is the problem's <c>type</c>.</summary>
public static class ResultHttp
{
    public static IResult ToHttp(this Result result) => result.Problem is { } problem ? problem.ToHttp() : Results.NoContent();

    public static IResult ToHttp<T>(this Result<T> result) => result.Problem is { } problem ? problem.ToHttp() : Results.Ok(result.Value);

    /// <param name="status">Where a standard asks for another than the kind's own.</param>
    public static IResult ToHttp(this Problem problem, int? status = null) => Results.Problem(
        type: problem.Code, title: problem.Message.ToString(), statusCode: status ?? Status(problem.Kind),
        extensions: problem.Field is null ? null : new Dictionary<string, object?> { ["field"] = problem.Field });

    public static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind of problem has a status."),
    };
}
