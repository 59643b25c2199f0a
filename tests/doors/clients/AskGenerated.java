// Asks `zjtx serve` by the client that is generated from its OpenAPI description, and writes what the typed answer says.
import cn.zjtx.ApiClient;
import cn.zjtx.ApiException;
import cn.zjtx.api.DefaultApi;
import cn.zjtx.model.BriefReply;
import cn.zjtx.model.EnterpriseProfile;
import cn.zjtx.model.EvaluateBody;
import cn.zjtx.model.EvaluateReply;
import cn.zjtx.model.LevelId;
import cn.zjtx.model.Profile;
import cn.zjtx.model.Recognition;
import cn.zjtx.model.RecognitionKind;
import cn.zjtx.model.TitleId;
import java.util.List;

public class AskGenerated {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        DefaultApi api = new DefaultApi(client);
        Recognition giant = new Recognition()
            .title(TitleId.LITTLE_GIANT)
            .level(LevelId.NATIONAL)
            .kind(RecognitionKind.NEW)
            .date("2023-07-14");
        EnterpriseProfile firm = new EnterpriseProfile()
            .kind(EnterpriseProfile.KindEnum.ENTERPRISE)
            .region("日照市")
            .recognitions(List.of(giant))
            .awardsReceived(List.of());
        EvaluateBody question = new EvaluateBody()
            .profile(new Profile(firm))
            .asOf("2023-09-01")
            .rules(List.of("rizhao"))
            .detail(EvaluateBody.DetailEnum.BRIEF);
        EvaluateReply reply = api.evaluate(question);
        BriefReply brief = reply.getBriefReply();
        System.out.println(brief.getAnswer().getPayable().getTotal().getText());
        brief.getAnswer().getPayable().getClaims().forEach(claim -> System.out.println(claim.getClause() + " " + claim.getCeiling()));
        System.out.println(brief.getRecord().getAnswerSha256());
        try {
            api.evaluate(question.rules(List.of("rizhoa")));
        } catch (ApiException refused) {
            System.out.println(refused.getCode());
        }
    }
}
