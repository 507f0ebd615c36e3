// The words that data codes of format 1 are folded with (SPEC.md section 10 prints them). Never to be changed:
// paper printed years ago unfolds with them. Better words come with format 2, beside these.
#include "seal/data_code.hpp"

namespace seal {

// What the forms of a college say, the most frequent last: deflate spends fewer bits on what is near. Names
// of fields stand with the CBOR head of their length before them, which for 1 to 23 bytes is a letter.
const std::string_view kDataCodeWords =
    "内蒙古自治区新疆维吾尔自治区广西壮族自治区宁夏回族自治区西藏自治区黑龙江省辽宁省吉林省河北省河南省湖北省"
    "湖南省"
    "广东省江苏省浙江省安徽省福建省江西省四川省贵州省云南省陕西省甘肃省山西省海南省青海省北京市上海市天津市重"
    "庆市"
    "济南市青岛市淄博市东营市烟台市潍坊市济宁市泰安市威海市日照市临沂市德州市聊城市滨州市菏泽市枣庄市滕州市薛"
    "城区"
    "市中区峄城区台儿庄区山亭区街道办事处社区居民委员会村民委员会开发区高新区花园小区号楼单元室路东侧长江路光"
    "明路"
    "思想道德与法治毛泽东思想和中国特色社会主义理论体系概论习近平新时代中国特色社会主义思想概论形势与政策（一"
    "）"
    "中华优秀传统文化大学生心理健康教育职业生涯规划与就业指导（二）创新创业基础国家安全教育劳动教育军事理论军"
    "事技能训练"
    "大学英语（三）高等数学（一）线性代数大学语文大学物理体育与健康（四）艺术鉴赏信息技术基础计算机应用基础人"
    "工智能概论"
    "计算机网络技术程序设计基础数据结构数据库原理与应用操作系统软件工程网页设计与制作（Java）（Python）工程制"
    "图"
    "电工电子技术机械制造自动化会计学基础管理学经济法市场营销解剖学基础护理学综合实训课程设计毕业设计（论文）"
    "认识实习顶岗实习岗位实习（二）毕业教育专业基础专业核心专业必修专业选修公共选修公共必修实践教学"
    "本人因身体不适发热感冒需要前往人民医院就诊住院治疗复查检查手术父亲母亲祖父祖母病重病故家中有事须回家处理"
    "参加职业技能大赛培训集训考试面试比赛婚礼返乡探亲往返车票已购家长已知情同意并电话确认所缺课程返校后补课完"
    "成，"
    "请假期间遵守学校规定，注意安全，保持电话畅通，按时返校销假，特此申请，望批准。病假事假公假其他"
    "情况属实，材料齐全，家长已电话确认，请注意安全。准予办理离校手续。同意办理。同意请假。同意。"
    "专升本考试报名签证助学贷款户籍办理实习就业毕业退学转学休学优秀良好中等及格不及格合格不合格汉族回族女男"
    "本科专科全日制三年五年二年四年（父亲）（母亲）（父）（母）有限责任公司有限公司高等职业技术学院中心学校"
    "专职辅导员党总支副书记二级学院负责人副院长院长主任科长处长老师班主任"
    "信息工程学院机电工程学院经济管理学院建筑工程学院医学院护理学院学前教育学院国际教育学院马克思主义学院"
    "图书馆财务处后勤处学生工作处教务处学籍科信息处计算机应用技术软件技术大数据技术机电一体化技术护理大数据与"
    "会计"
    "kXX1001kGB2001scourses[9].course_coderxcourses[10].course_codercourses[8].courseocourses[10].course"
    "pcourses[10].creditocourses[9].creditpcourses[10].gradeocourses[9].gradepcourses[10].hoursocourses[9]."
    "hours"
    "b64b48b32c3.5c2.0a4a3a2b85b90ocourses[10].kindncourses[9].kindocourses[10].termncourses[9].term"
    "k2023-2024-1k2024-2025-2k2025-2026-1k2026-2027-2k2027-2028-1k2028-2029-2k2029-2030-1"
    "2001年03月2004年04月2005年05月2006年06月2007年07月2008年08月2023年09月01日2024年10月15日2025年11月20日"
    "2026年12月31日2027年01月10日2028年02月18日2029年03月26日2030年07月01日"
    "gpurposefreasoncgpagcase_idnQJ-2026-000nZD-2026-000nLX-2026-000nCJ-2026-000iissued_onjapplied_onileave_"
    "to"
    "jleave_daysjleave_typejleaving_onirecipientkdestinationkleave_frommaverage_grademcontact_"
    "phonek138k139k150k186"
    "mtotal_creditsnleaving_reasonrforwarding_addressqemergency_contactsapproval.counsellorpapproval.college"
    "rapproval.registrarssignature.applicantnapplicant_nameoapplicant_"
    "class2023级2024级2025级2026级班papplicant_major"
    "papplicant_genderc男c女papplicant_numberh2023oapplicant_leveloapplicant_phoneqapplicant_college"
    "tapplicant_birth_datesapplicant_id_numberr370402200tapplicant_enrolled_onuapplicant_study_yearsf三年"
    "vapplicant_graduates_onffieldsgversionhtemplateienrolmentjtranscriptnleaving_schoolmstudent_leave";

}  // namespace seal
