using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Journey.Features;

/// <summary>How a change ended that can need a second person: done, or asked for.</summary>
/// <param name="Approval">The request that waits for a decision; null where the change is done.</param>
internal sealed record Asked(long? Approval)
{
    public static readonly Asked Nobody = new((long?)null);

    /// <summary>204 when it is done; 202 with the request when somebody has to decide first.</summary>
    public static IResult ToHttp(Result<Asked> answer) => answer.Problem is { } problem ? problem.ToHttp()
        : answer.Value.Approval is { } approval ? Results.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/approvals/{approval}"), new { approval })
        : Results.NoContent();

    public static PageResult ToPage(Result<Asked> answer, string done, string otherwise, Text words) => answer.Problem is { } problem ? PageResult.Refused(problem)
        : PageResult.Back(otherwise).Saying(answer.Value.Approval is null ? done : words["A second person decides; nothing is changed until then."], answer.Value.Approval is null ? Tone.Go : Tone.Warn);
}
