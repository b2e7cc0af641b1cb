using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using System.Xml.Linq;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;
using Entrepot.Platform.Work;

namespace Entrepot.Customs.Features.Declarations;

/// <param name="BaseUrl">Of HMRC's interface, or of a broker or community system that speaks the same.</param>
/// <param name="Submitter">EORI on whose behalf software files; empty where the token says it.</param>
internal sealed record FilingAccount(Uri BaseUrl, string Submitter, string Token);

/// <summary>
/// HMRC's Customs Declarations API 3.0 (application.yaml of 2026-06-25) and, to ask before anything is sent again, the
/// Declarations Information API 1.0 by the consignment's reference.
/// </summary>
internal sealed class CdsInterface(IHttpClientFactory clients)
{
    public const string ClientName = "customs.cds";

    /// <summary>HMRC's gateway answers a submission within seconds; two calls fit into a work item's lease.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(40);

    private const string Declarations = "customs/declarations/";
    private const string Information = "customs/declarations-information/";

    /// <summary>Of an error that is shown to a person.</summary>
    private const int AnswerLengthMax = 300;

    /// <returns>The conversation's number, under which HMRC log it; refused where customs say no for good.</returns>
    /// <exception cref="HttpRequestException">It may be taken later.</exception>
    public async Task<Result<string>> FileAsync(FilingAccount account, string type, string xml, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(account.BaseUrl, Declarations + PathOf(type))) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(xml)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/xml; charset=UTF-8");
        using var answer = await SendAsync(account, request, "application/vnd.hmrc.3.0+xml", ct);
        if (answer.StatusCode == HttpStatusCode.Accepted) return answer.Headers.TryGetValues("X-Conversation-ID", out var values) ? values.First() : "";
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)answer.StatusCode >= 500) throw new HttpRequestException($"Customs answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return LifeProblems.Unauthorised();

        var (code, why) = ErrorOf(await answer.Content.ReadAsStringAsync(ct));
        return LifeProblems.RefusedByCustoms((int)answer.StatusCode, code, why);
    }

    /// <summary>Whether customs have a declaration for this consignment.</summary>
    public async Task<bool> IsThereAsync(FilingAccount account, string ducr, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(account.BaseUrl, $"{Information}ducr/{Uri.EscapeDataString(ducr)}/status"));
        using var answer = await SendAsync(account, request, "application/vnd.hmrc.1.0+xml", ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private Task<HttpResponseMessage> SendAsync(FilingAccount account, HttpRequestMessage request, string accept, CancellationToken ct)
    {
        CallLease.MustLast(TimeOut);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (account.Submitter.Length > 0) request.Headers.Add("X-Submitter-Identifier", account.Submitter);
        return clients.CreateClient(ClientName).SendAsync(request, ct);
    }

    /// <summary>Cancellations, amendments and arrivals have endpoints of their own.</summary>
    private static string PathOf(string type) => type switch { "INV" => "cancellation-requests", "COR" => "amend", "GPR" => "arrival-notification", _ => "" };

    private static (string Code, string Why) ErrorOf(string answer)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(answer), MessageReader.Harmless);
            var error = XElement.Load(reader);
            var details = error.Descendants("error").Select(one => one.Element("message")?.Value).OfType<string>().Where(text => text.Length > 0).ToList();
            return (error.Element("code")?.Value ?? "", string.Join("; ", details.Prepend(error.Element("message")?.Value ?? "")));
        }
        catch (XmlException)
        {
            return ("", answer.Length > AnswerLengthMax ? answer[..AnswerLengthMax] : answer);
        }
    }
}
