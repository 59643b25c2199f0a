// Asks `zjtx serve` what a firm is paid: java examples/clients/Ask.java http://127.0.0.1:8765
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Ask {
    public static void main(String[] arguments) throws Exception {
        String question = """
            {"profile": {"所在地": "日照市", "已领奖补": [],
                         "认定": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}]},
             "as_of": "2023-09-01", "rules": ["rizhao"], "detail": "brief"}
            """;
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0] + "/v1/evaluate"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question))
            .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        System.out.write(response.body());
        System.out.flush();
        System.exit(response.statusCode() == 200 ? 0 : 1);
    }
}
